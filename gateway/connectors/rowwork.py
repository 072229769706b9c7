"""Local work on whole lists, compiled for one operation's rows."""
