"""Other programs' data: each adapter takes and gives what that program passes around."""
