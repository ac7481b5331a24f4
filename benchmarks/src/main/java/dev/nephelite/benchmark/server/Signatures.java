package dev.nephelite.benchmark.server;

import dev.nephelite.emulator.auth.SharedKey;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.emulator.value.PercentEncoding;
import dev.nephelite.emulator.value.SigningKey;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Signs the requests of the benchmark with the key of the development account, which all emulators know. */
final class Signatures {
    static final String VERSION = "2021-12-02";
    static final String ACCOUNT = Account.DEVELOPMENT.name();

    private static final SigningKey KEY = Account.DEVELOPMENT.keys().get(0);
    private static final String PERMISSIONS = "rwdlacup";
    private static final String SERVICES = "bq";
    private static final String RESOURCES = "sco";
    private static final String BEGIN = "2020-01-01T00:00:00Z";
    private static final String END = "2099-01-01T00:00:00Z";
    private static final String PROTOCOLS = "https,http";

    private Signatures() {}

    /**
     * A shared access signature that permits all operations, so that the load generator has nothing to sign.
     *
     * @see <a href="https://learn.microsoft.com/rest/api/storageservices/create-account-sas">Create an account SAS</a>
     */
    static String query() {
        List<String> signed =
                List.of(ACCOUNT, PERMISSIONS, SERVICES, RESOURCES, BEGIN, END, "", PROTOCOLS, VERSION, "");
        String signature = KEY.sign(signed.stream().map(line -> line + "\n").collect(Collectors.joining()));
        return "sv=" + VERSION + "&ss=" + SERVICES + "&srt=" + RESOURCES + "&sp=" + PERMISSIONS + "&st=" + encode(BEGIN)
                + "&se=" + encode(END) + "&spr=" + encode(PROTOCOLS) + "&sig=" + encode(signature);
    }

    /** The {@code Authorization} header of a GET, by Shared Key. */
    static String authorization(String path, String query, Instant date) {
        Headers headers = new Headers.Builder()
                .add("x-ms-date", HttpDate.format(date))
                .add("x-ms-version", VERSION)
                .build();
        return SharedKey.sign("GET", path, QueryParameters.parse(query), headers, ACCOUNT, KEY);
    }

    private static String encode(String text) {
        return PercentEncoding.encode(text);
    }
}
