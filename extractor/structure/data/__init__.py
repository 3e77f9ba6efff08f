"""Lexicons and rules of the structure stage; each file says where its entries come from."""
