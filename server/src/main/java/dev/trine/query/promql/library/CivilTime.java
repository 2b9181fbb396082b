package dev.trine.query.promql.library;

/// A time of the Gregorian calendar in UTC, as far back and ahead as 64 bits of seconds go. Numbers
/// that do not fit (NaN, infinities) all are the smallest time, and times before the year
/// -292277022400 wrap around, so that every input has the answer that Prometheus gives.
///
/// @param days since 1 March of the year [#FIRST_YEAR]
/// @param secondOfDay 0 to 86,399
record CivilTime(long days, int secondOfDay) {
    private static final int DAY_SECONDS = 86_400;
    private static final long FIRST_YEAR = -292_277_022_400L;

    /// Days from then to 1970: years of 365.2425 days on average, then those from March to
    /// December, which are left of the first year.
    private static final long DAYS_TO_1970 = 292_277_022_400L / 400 * 146_097 + 719_468;

    private static final int DAYS_OF_400_YEARS = 146_097;

    /// The weekday of day 0: Wednesday.
    private static final int FIRST_WEEKDAY = 3;

    /// @param seconds since 1970
    static CivilTime of(double seconds) {
        boolean fits = seconds >= -0x1p63 && seconds < 0x1p63;
        long whole = (fits ? (long) seconds : Long.MIN_VALUE) + DAYS_TO_1970 * DAY_SECONDS;
        return new CivilTime(
                Long.divideUnsigned(whole, DAY_SECONDS),
                (int) Long.remainderUnsigned(whole, DAY_SECONDS));
    }

    int minute() {
        return secondOfDay / 60 % 60;
    }

    int hour() {
        return secondOfDay / 3600;
    }

    /// 0 is Sunday.
    int dayOfWeek() {
        return (int) ((days + FIRST_WEEKDAY) % 7);
    }

    long year() {
        return FIRST_YEAR
                + days / DAYS_OF_400_YEARS * 400
                + yearOfEra()
                + (isAfterDecember() ? 1 : 0);
    }

    int month() {
        int fromMarch = monthFromMarch();
        return fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
    }

    int dayOfMonth() {
        return dayFromMarch() - firstDay(monthFromMarch()) + 1;
    }

    int dayOfYear() {
        int before = isLeapYear() ? 60 : 59;
        return isAfterDecember() ? dayFromMarch() - 305 : dayFromMarch() + before + 1;
    }

    int daysInMonth() {
        return switch (month()) {
            case 2 -> isLeapYear() ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    private boolean isLeapYear() {
        long year = year();
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /// January and February end the year that began in March.
    private boolean isAfterDecember() {
        return monthFromMarch() >= 10;
    }

    private int dayOfEra() {
        return (int) (days % DAYS_OF_400_YEARS);
    }

    private int yearOfEra() {
        int day = dayOfEra();
        return (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    }

    private int dayFromMarch() {
        int year = yearOfEra();
        return dayOfEra() - (365 * year + year / 4 - year / 100);
    }

    private int monthFromMarch() {
        return (5 * dayFromMarch() + 2) / 153;
    }

    private static int firstDay(int monthFromMarch) {
        return (153 * monthFromMarch + 2) / 5;
    }
}
