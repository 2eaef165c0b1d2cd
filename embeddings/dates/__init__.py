"""Date expressions and the periods they mean."""
