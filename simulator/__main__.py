"""Run the simulator as a program."""

from simulator.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
