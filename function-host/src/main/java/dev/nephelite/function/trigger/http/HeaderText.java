package dev.nephelite.function.trigger.http;

/** What a function may write into the head of its response; anything else would end the header, or mean another one. */
final class HeaderText {
    private static final String MARKS = "!#$%&'*+-.^_`|~";

    private HeaderText() {}

    /**
     * Returns {@code name} as it is.
     *
     * @throws IllegalArgumentException if a header cannot be called that
     */
    static String name(String name) {
        if (name.isEmpty() || !name.chars().allMatch(HeaderText::isOfName)) {
            throw new IllegalArgumentException("The function has set a header called '" + shown(name)
                    + "', but the name of a header is made of letters, digits and " + MARKS + ".");
        }
        return name;
    }

    /**
     * Returns {@code value} as it is.
     *
     * @throws IllegalArgumentException if the header called {@code name} cannot have it
     */
    static String value(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char current = value.charAt(i);
            if (current != '\t' && (current < ' ' || current > '~')) {
                throw new IllegalArgumentException("The function has set the header '" + shown(name) + "' to '"
                        + shown(value) + "', but the value of a header has neither control characters nor any beyond"
                        + " ASCII. Encode it.");
            }
        }
        return value;
    }

    private static boolean isOfName(int each) {
        return each < 128 && (Character.isLetterOrDigit(each) || MARKS.indexOf(each) >= 0);
    }

    private static String shown(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
