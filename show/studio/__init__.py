"""The studio in which the sample programme is drawn. Called by `show/make.py` only."""
