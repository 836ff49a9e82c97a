def __shim_pytz():
    import datetime
    utc = datetime.timezone.utc

    def timezone(name):
        if name.upper() in ('UTC', 'ETC/UTC', 'GMT', 'ETC/GMT', 'ZULU'):
            return utc
        raise NotImplementedError('only UTC is known here, not ' + repr(name) + ': use a fixed offset, '
                                  'datetime.timezone(timedelta(hours=1))')

    class module:
        def __init__(self):
            self.utc = utc
            self.UTC = utc
            self.timezone = timezone

        def __repr__(self):
            return "<module 'pytz'>"

    return module()
