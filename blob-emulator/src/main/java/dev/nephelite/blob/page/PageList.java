package dev.nephelite.blob.page;

import dev.nephelite.emulator.service.NumberParameter;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.xml.XmlWriter;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The part of a list of page ranges that a client asks for. A marker is the offset that the next part begins with.
 *
 * @param begin the offset it begins with
 * @param most how many ranges it may have; clients that know of no parts get all at once
 */
record PageList(long begin, long most) {
    private static final long MOST_RANGES = 10_000;
    private static final NumberParameter MAX_RESULTS = new NumberParameter("maxresults", 1, Long.MAX_VALUE);
    private static final String PARTS_SINCE = "2020-10-02";

    static PageList from(Request request) {
        @Nullable String version = request.headers().get("x-ms-version");
        if (version != null && version.compareTo(PARTS_SINCE) < 0) {
            return new PageList(0, Long.MAX_VALUE);
        }
        @Nullable Long marker = request.query().get("marker", Long::valueOf);
        long most = Math.min(MOST_RANGES, MAX_RESULTS.in(request.query(), MOST_RANGES));
        return new PageList(marker == null ? 0 : marker, most);
    }

    XmlWriter write(Iterator<PageDiff.Range> ranges) {
        XmlWriter xml = new XmlWriter().open("PageList");
        for (long left = most; left > 0 && ranges.hasNext(); left--) {
            PageDiff.Range range = ranges.next();
            xml.open(range.cleared() ? "ClearRange" : "PageRange")
                    .element("Start", range.from())
                    .element("End", range.to() - 1)
                    .close();
        }
        return (ranges.hasNext() ? xml.element("NextMarker", ranges.next().from()) : xml).close();
    }
}
