"""Runs all tests of this folder and prints what they did. Without any test it fails."""

import sys
import unittest

result = unittest.TextTestRunner(sys.stdout, verbosity=2).run(unittest.defaultTestLoader.discover("."))
sys.exit(0 if result.wasSuccessful() and result.testsRun else 1)
