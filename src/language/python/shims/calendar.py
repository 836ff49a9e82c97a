def __shim_calendar():
    import datetime
    months = ['', 'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October',
              'November', 'December']
    days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

    def isleap(year):
        return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)

    def leapdays(first, last):
        return len([year for year in range(first, last) if isleap(year)])

    def weekday(year, month, day):
        return datetime.date(year, month, day).weekday()

    def monthrange(year, month):
        if not 1 <= month <= 12:
            raise ValueError('bad month number ' + str(month) + '; must be 1-12')
        length = [31, 29 if isleap(year) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
        return weekday(year, month, 1), length

    def monthcalendar(year, month):
        first, length = monthrange(year, month)
        cells = [0] * first + list(range(1, length + 1))
        cells = cells + [0] * (-len(cells) % 7)
        return [cells[i:i + 7] for i in range(0, len(cells), 7)]

    def timegm(tuple):
        start = datetime.datetime(tuple[0], tuple[1], tuple[2], tuple[3], tuple[4], tuple[5])
        return int((start - datetime.datetime(1970, 1, 1)).total_seconds())

    class module:
        def __init__(self):
            self.isleap = isleap
            self.leapdays = leapdays
            self.weekday = weekday
            self.monthrange = monthrange
            self.monthcalendar = monthcalendar
            self.timegm = timegm
            self.month_name = months
            self.month_abbr = [name[:3] for name in months]
            self.day_name = days
            self.day_abbr = [name[:3] for name in days]
            self.MONDAY, self.TUESDAY, self.WEDNESDAY, self.THURSDAY = 0, 1, 2, 3
            self.FRIDAY, self.SATURDAY, self.SUNDAY = 4, 5, 6

        def __repr__(self):
            return "<module 'calendar'>"

    return module()
