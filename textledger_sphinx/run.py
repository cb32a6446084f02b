"""What a page says about running it elsewhere: links to its notebook, added to the tools under its title."""
