package dev.nephelite.blob.protocol;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page blob, written and read page by page. */
record DiskOnWire(BlobService service) {
    static final String PATH = "/photos/disk.vhd";
    static final String LIST = PATH + "?comp=pagelist";

    private static final int PAGE = 512;
    private static final Pattern RANGE =
            Pattern.compile("<(PageRange|ClearRange)><Start>(\\d+)</Start><End>(\\d+)</End></\\1>");

    /** Fills pages with a letter. */
    void write(int page, int count, char letter) {
        service.putPage(PATH, (long) page * PAGE, Character.toString(letter).repeat(count * PAGE));
    }

    void clear(int page, int count) {
        service.request()
                .header("x-ms-page-write", "clear")
                .header("x-ms-range", "bytes=" + page * PAGE + "-" + ((page + count) * PAGE - 1))
                .put(PATH + "?comp=page")
                .then()
                .statusCode(201);
    }

    /** The listed ranges for these parameters. */
    List<String> ranges(String parameters) {
        return ranges(service.request().get(LIST + parameters));
    }

    /** All ranges in the order of the document, with a mark on cleared ones. */
    static List<String> ranges(Response list) {
        list.then().statusCode(200);
        List<String> changes = new ArrayList<>();
        Matcher ranges = RANGE.matcher(list.asString());
        while (ranges.find()) {
            boolean cleared = ranges.group(1).equals("ClearRange");
            changes.add(ranges.group(2) + "-" + ranges.group(3) + (cleared ? " cleared" : ""));
        }
        return changes;
    }
}
