"""Filters of pipes: equal values and prefixes. Any other operator ends the deployment, rather than match nothing."""


class UnknownOperator(ValueError):
    pass


def check(pattern, path=""):
    """Raises where a pattern uses something that `matches` does not know."""
    if isinstance(pattern, dict):
        for name, inner in pattern.items():
            if name.startswith("$"):
                raise UnknownOperator(f"The pipe's filter uses {name} at {path or 'its top'}, which the launcher does not know.")
            check(inner, f"{path}.{name}")
        return
    if not isinstance(pattern, list):
        raise UnknownOperator(f"The pipe's filter has no list at {path}.")
    for candidate in pattern:
        if isinstance(candidate, list) or (
            isinstance(candidate, dict) and not (set(candidate) == {"prefix"} and isinstance(candidate["prefix"], str))
        ):
            raise UnknownOperator(f"The pipe's filter uses {candidate} at {path}, which the launcher does not know.")


def _is_one_of(candidates, value):
    for candidate in candidates:
        if isinstance(candidate, dict):
            if isinstance(value, str) and value.startswith(candidate["prefix"]):
                return True
        elif type(candidate) is type(value) and candidate == value:
            return True
    return False


def matches(pattern, value):
    if isinstance(pattern, list):
        return _is_one_of(pattern, value)
    return isinstance(value, dict) and all(name in value and matches(inner, value[name]) for name, inner in pattern.items())
