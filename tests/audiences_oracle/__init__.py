"""Who sees what, twice: the house's filter against a plain reading of the truth table.

`world.py` keeps what happened, `reading.py` answers from it as the table of audiences says,
slowly and without SQL; `steps.py` does the same thing to both sides.
"""
