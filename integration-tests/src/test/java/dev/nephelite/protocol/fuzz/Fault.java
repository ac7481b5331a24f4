package dev.nephelite.protocol.fuzz;

/** Something that a service must not do, with the request that made it do so. */
final class Fault extends AssertionError {
    private static final int ENOUGH = 3000;

    Fault(RequestDraft asked, FuzzResponse fuzzResponse, String what) {
        super("%s%n%n%s%n%s %s%n%s%n%n%s%n%nwas answered%n%d %s%n%s"
                .formatted(
                        what,
                        asked.title(),
                        asked.method(),
                        asked.target(),
                        lines(asked),
                        shortened(asked.body().framing() + " " + asked.body().latin1()),
                        fuzzResponse.status(),
                        fuzzResponse.errorCode(),
                        shortened(fuzzResponse.text())));
    }

    private static String lines(RequestDraft asked) {
        StringBuilder lines = new StringBuilder();
        asked.headers().forEach(field -> lines.append(field.name())
                .append(": ")
                .append(field.value())
                .append('\n'));
        return lines.toString();
    }

    private static String shortened(String text) {
        return text.length() > ENOUGH ? text.substring(0, ENOUGH) + "…" : text;
    }
}
