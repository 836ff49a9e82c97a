def __shim_dateparser():
    import datetime

    def parse(date_string, date_formats=None, languages=None, locales=None, region=None, settings=None):
        for format in date_formats or []:
            try:
                return datetime.datetime.strptime(date_string, format)
            except ValueError:
                pass
        try:
            return datetime.datetime.fromisoformat(date_string.strip())
        except ValueError:
            raise NotImplementedError('dateparser.parse reads ISO 8601 and the given date_formats only here, not '
                                      + repr(date_string))

    class module:
        def __init__(self):
            self.parse = parse

        def __repr__(self):
            return "<module 'dateparser'>"

    return module()
