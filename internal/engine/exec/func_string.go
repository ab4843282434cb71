package exec

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"corridor/internal/engine/value"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

func stringFunctions() []row {
	rows := []row{
		{signature: "btrim(original :: STRING, trimCharacterString = whitespace :: STRING) :: STRING", doc: "The text without such characters at both ends.", call: trim(true, true)},
		{signature: "left(original :: STRING, length :: INTEGER) :: STRING", doc: "So many characters from the text's beginning.", call: left},
		{signature: "lower(input :: STRING) :: STRING", doc: "The text in lower case.", call: text(lower)},
		{signature: "ltrim(input :: STRING, trimCharacterString = whitespace :: STRING) :: STRING", doc: "The text without such characters at its beginning.", call: trim(true, false)},
		{signature: "normalize(input :: STRING, normalForm = NFC :: STRING) :: STRING", doc: "The text in a Unicode normal form: NFC, NFD, NFKC or NFKD.", call: normalize},
		{signature: "replace(original :: STRING, search :: STRING, replace :: STRING) :: STRING", doc: "The text with each occurrence of one text replaced by another.", call: replace, impure: true},
		{signature: "right(original :: STRING, length :: INTEGER) :: STRING", doc: "So many characters from the text's end.", call: right},
		{signature: "rtrim(input :: STRING, trimCharacterString = whitespace :: STRING) :: STRING", doc: "The text without such characters at its end.", call: trim(false, true)},
		{signature: "split(original :: STRING, splitDelimiters :: STRING | LIST<STRING>) :: LIST<STRING>", doc: "The parts of the text between the delimiters.", call: split, impure: true},
		{signature: "substring(original :: STRING, start :: INTEGER, length = rest :: INTEGER) :: STRING", doc: "So many characters of the text from a place counted from 0.", call: substring},
		{signature: "toLower(input :: STRING) :: STRING", doc: "The text in lower case.", call: text(lower)},
		{signature: "toUpper(input :: STRING) :: STRING", doc: "The text in upper case.", call: text(upper)},
		{signature: "trim(input :: STRING, trimCharacterString = whitespace :: STRING) :: STRING", doc: "The text without such characters at both ends; also trim(LEADING x FROM input).", call: trim(true, true)},
		{signature: "upper(input :: STRING) :: STRING", doc: "The text in upper case.", call: text(upper)},
	}
	return append(rows, textConversion.rows()...)
}

// text makes a call of a function of one text.
func text(f func(string) string) func(*State, []value.Value) (value.Value, error) {
	return func(_ *State, args []value.Value) (value.Value, error) {
		return value.OfString(f(args[0].Text())), nil
	}
}

// upper also knows the letters that become several, as ß does.
func upper(s string) string {
	if isASCII(s) {
		return strings.ToUpper(s)
	}
	return cases.Upper(language.Und).String(s)
}

// lower also knows the sigma at the end of a word.
func lower(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	return cases.Lower(language.Und).String(s)
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf })
}

// trim makes a call that cuts white space, or the characters of a second text,
// off the chosen ends.
func trim(atStart, atEnd bool) func(*State, []value.Value) (value.Value, error) {
	return func(_ *State, args []value.Value) (value.Value, error) {
		cut := unicode.IsSpace
		if len(args) > 1 {
			set := args[1].Text()
			cut = func(r rune) bool { return strings.ContainsRune(set, r) }
		}
		s := args[0].Text()
		if atStart {
			s = strings.TrimLeftFunc(s, cut)
		}
		if atEnd {
			s = strings.TrimRightFunc(s, cut)
		}
		return value.OfString(s), nil
	}
}

// skipRunes is the offset in s behind its first n characters.
func skipRunes(s string, n int64) int {
	at := 0
	for ; n > 0 && at < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return at
}

func notNegative(function string, v value.Value) error {
	if v.Int() < 0 {
		return fail(value.ArgumentError, "Invalid input for function '%s()': %d is negative", function, v.Int())
	}
	return nil
}

func left(_ *State, args []value.Value) (value.Value, error) {
	s := args[0].Text()
	return value.OfString(s[:skipRunes(s, args[1].Int())]), notNegative("left", args[1])
}

func right(_ *State, args []value.Value) (value.Value, error) {
	s := args[0].Text()
	before := int64(utf8.RuneCountInString(s)) - args[1].Int()
	return value.OfString(s[skipRunes(s, before):]), notNegative("right", args[1])
}

func substring(_ *State, args []value.Value) (value.Value, error) {
	if err := notNegative("substring", args[1]); err != nil {
		return value.Value{}, err
	}
	s := args[0].Text()
	s = s[skipRunes(s, args[1].Int()):]
	if len(args) == 2 {
		return value.OfString(s), nil
	}
	return value.OfString(s[:skipRunes(s, args[2].Int())]), notNegative("substring", args[2])
}

func replace(st *State, args []value.Value) (value.Value, error) {
	growth := len(args[2].Text()) - len(args[1].Text())
	if growth > 0 && int64(strings.Count(args[0].Text(), args[1].Text())*growth) > st.Limits.Memory {
		return value.Value{}, st.outOfMemory()
	}
	return value.OfString(strings.ReplaceAll(args[0].Text(), args[1].Text(), args[2].Text())), nil
}

func split(st *State, args []value.Value) (value.Value, error) {
	text := args[0].Text()
	delimiters, known := textsOf(args[1])
	if !known {
		return value.Value{}, badInput("split", "a String or a List of Strings", args[1])
	}
	parts := 1
	for _, delimiter := range delimiters {
		parts += strings.Count(text, delimiter)
	}
	if int64(len(text))+int64(parts)*valueSize > st.Limits.Memory {
		return value.Value{}, st.outOfMemory()
	}
	if args[1].Kind() == value.String && delimiters[0] == "" {
		return ofTexts(strings.Split(text, "")), nil
	}
	return ofTexts(splitByAny(text, delimiters)), nil
}

// splitByAny cuts s at every delimiter; where several fit, the first of them counts.
func splitByAny(s string, delimiters []string) []string {
	var parts []string
	start := 0
	for at := 0; at < len(s); {
		width := 0
		for _, delimiter := range delimiters {
			if delimiter != "" && strings.HasPrefix(s[at:], delimiter) {
				width = len(delimiter)
				break
			}
		}
		if width == 0 {
			at++
			continue
		}
		parts = append(parts, s[start:at])
		at += width
		start = at
	}
	return append(parts, s[start:])
}

// textsOf are the texts in v, a text or a list of texts.
func textsOf(v value.Value) (texts []string, ok bool) {
	if v.Kind() == value.String {
		return []string{v.Text()}, true
	}
	if v.Kind() != value.List {
		return nil, false
	}
	for _, item := range v.Items() {
		if item.Kind() != value.String {
			return nil, false
		}
		texts = append(texts, item.Text())
	}
	return texts, true
}

func ofTexts(texts []string) value.Value {
	items := make([]value.Value, len(texts))
	for i, s := range texts {
		items[i] = value.OfString(s)
	}
	return value.OfList(items)
}

func normalize(_ *State, args []value.Value) (value.Value, error) {
	form := "NFC"
	if len(args) > 1 {
		form = args[1].Text()
	}
	f, err := normalForm(form)
	if err != nil {
		return value.Value{}, err
	}
	return value.OfString(f.String(args[0].Text())), nil
}

// normalForm is the Unicode normal form of that name; the empty name is NFC.
func normalForm(name string) (norm.Form, error) {
	forms := map[string]norm.Form{"": norm.NFC, "NFC": norm.NFC, "NFD": norm.NFD, "NFKC": norm.NFKC, "NFKD": norm.NFKD}
	form, known := forms[strings.ToUpper(name)]
	if !known {
		return 0, fail(value.ArgumentError, "Unknown normal form %s. Valid values are: NFC, NFD, NFKC, NFKD.", name)
	}
	return form, nil
}

// textConversion is toString, toStringOrNull and toStringList.
var textConversion = conversion{"toString", "STRING",
	"BOOLEAN | INTEGER | FLOAT | STRING | POINT | DURATION | DATE | ZONED TIME | LOCAL TIME | LOCAL DATETIME | ZONED DATETIME", "a String, Number, Boolean, Temporal or Duration", toText}

func toText(v value.Value) (value.Value, bool) {
	s, ok := value.ToString(v)
	if !ok {
		return value.Value{}, v.IsNull()
	}
	return value.OfString(s), true
}
