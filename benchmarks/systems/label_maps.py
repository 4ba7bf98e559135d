"""Our labels for those of public models. A label that maps to None is known and left out on purpose."""

LABELS: dict[str, str | None] = {
    # ours, and those of StarPII and its data
    "NAME": "NAME",
    "EMAIL": "EMAIL",
    "USERNAME": "USERNAME",
    "IP_ADDRESS": "IP_ADDRESS",
    "KEY": "KEY",
    "PASSWORD": "PASSWORD",
    "AMBIGUOUS": None,
    "ID": None,
    # openai/privacy-filter: one class for keys and passwords together
    "PRIVATE_PERSON": "NAME",
    "PRIVATE_EMAIL": "EMAIL",
    "SECRET": "KEY",
    "PRIVATE_ADDRESS": None,
    "PRIVATE_PHONE": None,
    "PRIVATE_URL": None,
    "PRIVATE_DATE": None,
    "ACCOUNT_NUMBER": None,
    # Piiranha and the usual names of general models
    "PER": "NAME",
    "PERSON": "NAME",
    "GIVENNAME": "NAME",
    "SURNAME": "NAME",
    "FIRST_NAME": "NAME",
    "LAST_NAME": "NAME",
    "USER_NAME": "USERNAME",
    "EMAIL_ADDRESS": "EMAIL",
    "IP": "IP_ADDRESS",
    "IPV4": "IP_ADDRESS",
    "IPV6": "IP_ADDRESS",
    "IP ADDRESS": "IP_ADDRESS",
    "API_KEY": "KEY",
    "LOC": None,
    "ORG": None,
    "MISC": None,
    "ACCOUNTNUM": None,
    "BUILDINGNUM": None,
    "CITY": None,
    "CREDITCARDNUMBER": None,
    "DATEOFBIRTH": None,
    "DRIVERLICENSENUM": None,
    "IDCARDNUM": None,
    "SOCIALNUM": None,
    "STREET": None,
    "TAXNUM": None,
    "TELEPHONENUM": None,
    "ZIPCODE": None,
}

PROMPTS: dict[str, str] = {
    "person": "NAME",
    "email": "EMAIL",
    "username": "USERNAME",
    "ip address": "IP_ADDRESS",
    "api key": "KEY",
    "password": "PASSWORD",
}
"""What a zero-shot model is asked for, and what its answer counts as."""


def our_label(theirs: str) -> str | None:
    """Our label for a model's: None if we have no such label, the name itself if it is not mapped."""
    name = theirs.upper()
    if name[:2] in ("B-", "I-", "E-", "S-", "L-", "U-"):
        name = name[2:]
    return LABELS.get(name, theirs)
