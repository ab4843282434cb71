package value

// A civil date is a day of the calendar that is in use today, also before there
// was one; the year before 1 is 0.
type civil struct{ year, month, day int64 }

// civilOf counts in years that begin in March, so that a leap day is the last,
// and in the 400 years after which the calendar repeats.
func civilOf(days int64) civil {
	days += 719_468 // from 0000-03-01
	era := floorDiv(days, 146_097)
	ofEra := days - era*146_097
	yearOfEra := (ofEra - ofEra/1460 + ofEra/36_524 - ofEra/146_096) / 365
	ofYear := ofEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	march := (5*ofYear + 2) / 153
	c := civil{yearOfEra + era*400, march + 3, ofYear - (153*march+2)/5 + 1}
	if c.month > 12 {
		c.year, c.month = c.year+1, c.month-12
	}
	return c
}

// days are the days from 1970-01-01 to c.
func (c civil) days() int64 {
	year, march := c.year, c.month-3
	if march < 0 {
		year, march = year-1, march+12
	}
	era := floorDiv(year, 400)
	yearOfEra := year - era*400
	ofYear := (153*march+2)/5 + c.day - 1
	return era*146_097 + yearOfEra*365 + yearOfEra/4 - yearOfEra/100 + ofYear - 719_468
}

func isLeap(year int64) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

func daysInMonth(year, month int64) int64 {
	switch month {
	case 2:
		if isLeap(year) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// plusMonths keeps the day, or takes the last of a month that has fewer.
func (c civil) plusMonths(months int64) civil {
	count := c.year*12 + c.month - 1 + months
	year, month := floorDiv(count, 12), floorMod(count, 12)+1
	return civil{year, month, min(c.day, daysInMonth(year, month))}
}

// dayOfWeek is 1 for Monday to 7 for Sunday.
func dayOfWeek(days int64) int64 { return floorMod(days+3, 7) + 1 }

// weekOf is the week of ISO 8601: the first of a year is that of its first
// Thursday, and so the year of a week may not be the year of a day in it.
func weekOf(days int64) (year, week int64) {
	thursday := days - dayOfWeek(days) + 4
	year = civilOf(thursday).year
	return year, (thursday-civil{year, 1, 1}.days())/7 + 1
}

// firstMonday is the day on which the first week of year begins.
func firstMonday(year int64) int64 {
	fourth := civil{year, 1, 4}.days()
	return fourth - dayOfWeek(fourth) + 1
}

func (c civil) quarter() int64 { return (c.month-1)/3 + 1 }

// quarterStart is the first day of c's quarter.
func (c civil) quarterStart() int64 { return civil{c.year, (c.quarter()-1)*3 + 1, 1}.days() }

func (c civil) yearStart() int64 { return civil{c.year, 1, 1}.days() }
