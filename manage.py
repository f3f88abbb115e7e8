#!/usr/bin/env python
"""Goodstanding from a terminal. Without settings in the environment this is development, with the demo allowed."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "network.settings")
    execute_from_command_line(sys.argv)
