"""A person decides on the drafts of a text and codes its claims; two persons' decisions are compared, one's applied."""
