"""Documents that leave the house: spreadsheets now, paper later."""
