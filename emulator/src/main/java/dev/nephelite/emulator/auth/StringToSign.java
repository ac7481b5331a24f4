package dev.nephelite.emulator.auth;

import java.util.ArrayList;
import java.util.List;

/** Writes down what a signature signed, line by line; each version of the protocol has added some. */
final class StringToSign {
    private final SasToken token;
    private final List<String> lines = new ArrayList<>(24);

    StringToSign(SasToken token) {
        this.token = token;
    }

    StringToSign line(String text) {
        lines.add(text);
        return this;
    }

    StringToSign lineSince(String version, String text) {
        return token.isSince(version) ? line(text) : this;
    }

    StringToSign fields(String... names) {
        for (String name : names) {
            lines.add(token.text(name));
        }
        return this;
    }

    StringToSign fieldsSince(String version, String... names) {
        return token.isSince(version) ? fields(names) : this;
    }

    /** Returns the lines with a line feed between any two. */
    String text() {
        return String.join("\n", lines);
    }
}
