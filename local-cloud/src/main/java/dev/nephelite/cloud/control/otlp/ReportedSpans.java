package dev.nephelite.cloud.control.otlp;

import dev.nephelite.cloud.trace.AppSpans.AppSpan;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client has reported.
 *
 * @param accepted the spans that are valid
 * @param rejected how many others there are
 */
record ReportedSpans(List<AppSpan> accepted, int rejected) {
    static final String SERVICE_NAME = "service.name";

    /** Collects spans. Not thread-safe. */
    static final class Builder {
        private final List<AppSpan> accepted = new ArrayList<>();
        private int rejected;

        /** @param service the app that has reported them; empty if it is not known */
        void add(List<ReportedSpan> spans, String service) {
            for (ReportedSpan span : spans) {
                span.finished(service).ifPresentOrElse(accepted::add, () -> rejected++);
            }
        }

        ReportedSpans build() {
            return new ReportedSpans(accepted, rejected);
        }
    }
}
