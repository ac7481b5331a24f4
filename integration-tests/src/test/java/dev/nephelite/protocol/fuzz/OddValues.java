package dev.nephelite.protocol.fuzz;

import java.util.List;

/** Values that somebody may not have thought of. */
final class OddValues {
    private static final List<String> DICTIONARY = List.of(
            "",
            " ",
            "0",
            "-1",
            "1",
            "512",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "1e9",
            "0x10",
            "NaN",
            "null",
            "true",
            "*",
            "\"*\"",
            "\"0x8DF\"",
            "W/\"0x8DF\"",
            "bytes=0-0",
            "bytes=-1",
            "bytes=5-",
            "bytes=9-2",
            "bytes=0-1,3-4",
            "bytes=0-9223372036854775807",
            "bytes=99999999999999999999-",
            "bytes 0-511",
            "Thu, 01 Jan 2026 12:00:00 GMT",
            "Thu, 32 Jan 2026 25:61:00 GMT",
            "2026-01-01T12:00:00.0000000Z",
            "2026-01-01T12:00:00.000000000000Z",
            "0001-01-01T00:00:00Z",
            "2026-10-06",
            "2009-09-19",
            "9999-99-99",
            "00000000-0000-0000-0000-000000000000",
            "not-a-guid",
            "QQ==",
            "QQ",
            "A".repeat(300),
            "1B2M2Y8AsgTpgAmY7PhCfg==",
            "include,metadata,,deleted",
            "BlockBlob",
            "PageBlob",
            "AppendBlob",
            "Archive",
            "acquire",
            "break",
            "update",
            "<a>&lt;</a>",
            "'); --",
            "../../etc/passwd",
            "a=b&c=d",
            "k=v",
            "\"quoted\"",
            "Gr\u00FC\u00DFe",
            "tab\tin it");

    private OddValues() {}

    /** Another value in place of {@code given}: out of the dictionary, or much like it. */
    static String insteadOf(String given, Chance chance) {
        if (given.isEmpty() || chance.oneIn(2)) {
            return chance.pick(DICTIONARY);
        }
        int at = chance.below(given.length());
        return switch (chance.below(6)) {
            case 0 -> given.substring(0, at);
            case 1 -> given.substring(0, at) + given.substring(at + 1);
            case 2 -> given.substring(0, at) + (char) (' ' + chance.below(95)) + given.substring(at);
            case 3 -> given + given;
            case 4 -> swapCase(given);
            default -> given + "," + given;
        };
    }

    /** Something in the place of a signature. */
    static String signature(Chance chance) {
        return chance.pick(List.of(
                "",
                "SharedKey",
                "SharedKey ",
                "SharedKey devstoreaccount1",
                "SharedKey devstoreaccount1:",
                "SharedKey devstoreaccount1:not base 64",
                "SharedKey nobody:AAAA",
                "SharedKey :",
                "SharedKeyLite devstoreaccount1:AAAA",
                "Bearer e30.e30.e30",
                "Bearer",
                "Basic dXNlcjpwYXNzd29yZA==",
                "Negotiate \u00FF"));
    }

    /** A value as it may stand in a request line, most of the time. */
    static String encoded(String value, Chance chance) {
        if (chance.oneIn(10)) {
            return value;
        }
        StringBuilder encoded = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean plain = c > ' ' && c < 0x7F && "#\"<>\\^`{|}".indexOf(c) < 0;
            encoded.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c & 0xFF));
        }
        return encoded.toString();
    }

    private static String swapCase(String text) {
        StringBuilder swapped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            swapped.append(Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c));
        }
        return swapped.toString();
    }
}
