"""What the first-run page proposes for each country: currency, tax rates, how prices are shown. Pure table.

A proposal, which the shop has to check: rates change, and which goods have which rate is not known here.

Sources of the rates, as of January 2026: member states of the EU, European Commission, "Taxes in Europe
Database" (TEDB), VAT rates; Switzerland, MWSTG art. 25; Norway, Stortingets vedtak om merverdiavgift;
United Kingdom, VAT Act 1994 s. 2 and schedules 7A, 8; Turkey, law 3065 with decree 7346; Arab states, the
national VAT laws (GCC framework agreement: UAE 5, Bahrain 10, Oman 5, Saudi Arabia 15; Egypt law 67/2016;
Jordan, Lebanon, Tunisia, Algeria, Morocco their VAT codes; Iraq, Kuwait and Qatar levy none on goods in
general); Australia, New Zealand GST Acts; Japan, consumption tax act; South Africa, VAT Act s. 7. In the
United States, Canada and India the rate depends on state or goods, so it is asked for.

fiscal: the list in README.md. Smallest coins: the national rules on rounding cash.
"""

from pos_terminal.setup_answers import Country

COUNTRIES: tuple[Country, ...] = (
    Country("DE", "EUR", (1900, 700, 0), fiscal=True),
    Country("AT", "EUR", (2000, 1000, 1300, 0), fiscal=True),
    Country("CH", "CHF", (810, 260, 380, 0), cash_step_minor=5),
    Country("GB", "GBP", (2000, 500, 0)),
    Country("IE", "EUR", (2300, 1350, 900, 480, 0)),
    Country("US", "USD", prices_include_tax=False),
    Country("CA", "CAD", prices_include_tax=False, cash_step_minor=5),
    Country("AU", "AUD", (1000, 0), cash_step_minor=5),
    Country("NZ", "NZD", (1500, 0), cash_step_minor=10),
    Country("IN", "INR"),
    Country("ZA", "ZAR", (1500, 0)),
    Country("JP", "JPY", (1000, 800, 0)),
    Country("FR", "EUR", (2000, 1000, 550, 210, 0), fiscal=True),
    Country("BE", "EUR", (2100, 1200, 600, 0), fiscal=True, cash_step_minor=5),
    Country("NL", "EUR", (2100, 900, 0), cash_step_minor=5),
    Country("LU", "EUR", (1700, 1400, 800, 300, 0)),
    Country("IT", "EUR", (2200, 1000, 500, 400, 0), fiscal=True),
    Country("ES", "EUR", (2100, 1000, 400, 0), fiscal=True),
    Country("PT", "EUR", (2300, 1300, 600, 0), fiscal=True),
    Country("GR", "EUR", (2400, 1300, 600, 0), fiscal=True),
    Country("PL", "PLN", (2300, 800, 500, 0), fiscal=True),
    Country("CZ", "CZK", (2100, 1200, 0), cash_step_minor=100),
    Country("HR", "EUR", (2500, 1300, 500, 0), fiscal=True),
    Country("SI", "EUR", (2200, 950, 500, 0), fiscal=True),
    Country("HU", "HUF", (2700, 1800, 500, 0), fiscal=True),
    Country("DK", "DKK", (2500, 0), cash_step_minor=50),
    Country("SE", "SEK", (2500, 1200, 600, 0), fiscal=True, cash_step_minor=100),
    Country("NO", "NOK", (2500, 1500, 1200, 0), fiscal=True, cash_step_minor=100),
    Country("FI", "EUR", (2550, 1350, 1000, 0), cash_step_minor=5),
    Country("TR", "TRY", (2000, 1000, 100, 0), fiscal=True),
    Country("AE", "AED", (500, 0)),
    Country("SA", "SAR", (1500, 0), fiscal=True),
    Country("EG", "EGP", (1400, 0), fiscal=True),
    Country("JO", "JOD", (1600, 0)),
    Country("LB", "LBP", (1100, 0)),
    Country("IQ", "IQD", (0,)),
    Country("KW", "KWD", (0,)),
    Country("QA", "QAR", (0,)),
    Country("BH", "BHD", (1000, 0)),
    Country("OM", "OMR", (500, 0)),
    Country("MA", "MAD", (2000, 1000, 0)),
    Country("TN", "TND", (1900, 1300, 700, 0)),
    Country("DZ", "DZD", (1900, 900, 0)),
)


def find_country(code: str) -> Country | None:
    """The row of a country; None for one that is not in the table."""
    return next((country for country in COUNTRIES if country.code == code), None)
