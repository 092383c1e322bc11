"""What other rooms may use of the house."""

from portevoix.domain.house.commands import describe, open_house, redeem, use_first_key
from portevoix.domain.house.emoji import codes_in, remember_far
from portevoix.domain.house.queries import first_key_works, minimum_age, registration_mode

__all__ = [
    "codes_in",
    "describe",
    "first_key_works",
    "minimum_age",
    "open_house",
    "redeem",
    "registration_mode",
    "remember_far",
    "use_first_key",
]
