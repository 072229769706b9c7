"""Whether an operation may be asked: by whom, and with which arguments."""

from gateway.connectors.principal import Principal
from gateway.connectors.recipe import Arguments, Recipe
from gateway.errors import BadInput, Unauthenticated


class Admission:
    """What one operation refuses before it is asked.

    `rules` tells whether there is anything to check. `always` tells that it is to be
    checked for kept answers too: what stands in the key was checked before anything
    was kept under it, and not every argument does.
    """

    __slots__ = ("_recipe", "always", "rules")

    def __init__(self, recipe: Recipe) -> None:
        ruled = {*recipe.checks, *recipe.private}
        self.rules = bool(ruled) or recipe.login
        self.always = recipe.login or not ruled.issubset(recipe.sent)
        self._recipe = recipe

    def check(self, arguments: Arguments, principal: Principal) -> None:
        """Refuse arguments that break their declared bounds.

        Raises BadInput, and Unauthenticated for a personal argument of nobody.
        """
        if self._recipe.login and not (principal.authenticated and principal.token):
            raise Unauthenticated("This service answers for its own user; log in.")
        if not principal.authenticated:
            for name, holds in self._recipe.private.items():
                if holds(arguments.get(name)):
                    message = f"Argument '{name}' is personal data; log in to use it."
                    raise Unauthenticated(message)
        for name, check in self._recipe.checks.items():
            value = arguments.get(name)
            reason = None if value is None else check(value)
            if reason is not None:
                message = f"Argument '{name}' is not valid: {reason}."
                raise BadInput(message, argument=name)
