package dev.nephelite.blob.protocol;

import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobClientBuilder;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.common.StorageSharedKeyCredential;
import dev.nephelite.blob.BlobEmulator;
import dev.nephelite.emulator.auth.AuthorizationOptions;
import dev.nephelite.emulator.auth.SharedKey;
import dev.nephelite.emulator.event.ChangeEvent;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.http.ServerAddress;
import dev.nephelite.emulator.http.fault.FaultInjector;
import dev.nephelite.emulator.service.StorageEnvironment;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.Accounts;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.emulator.value.SigningKey;
import dev.nephelite.testing.SignedClient;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A Blob service for one test, in memory by default, at noon of New Year 2026, with its owner as the client. */
final class BlobService implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final String NOON_AS_HEADER = "Thu, 01 Jan 2026 12:00:00 GMT";

    /** The name of another account. */
    static final Account OTHER =
            new Account("otheraccount", List.of(SigningKey.parse("b3RoZXJhY2NvdW50b3RoZXJhY2NvdW50")));

    private static final Accounts ACCOUNTS = Accounts.of(List.of(Account.DEVELOPMENT, OTHER));

    private static final Pattern NAME = Pattern.compile("<Name>([^<]*)</Name>");

    final ManualClock clock = new ManualClock(NOON);

    private final Ids ids = RandomIds.seeded(1);
    final FaultInjector faults = new FaultInjector(ids);

    private final Store store;
    private final EventLog events;
    private BlobEmulator emulator;
    private SignedClient client;

    BlobService() {
        this(Store::inMemory);
    }

    /** A service with other features. */
    BlobService(BlobEmulator.Features features) {
        this(Store::inMemory, features);
    }

    /** A service on another store, such as one on disk. */
    BlobService(Function<Clock, Store> open) {
        this(open, BlobEmulator.Features.NONE);
    }

    BlobService(Function<Clock, Store> open, BlobEmulator.Features features) {
        store = open.apply(clock);
        events = new EventLog(store, ids);
        emulator = emulator(features);
        client = client();
    }

    String endpoint() {
        return emulator.endpoint(Account.DEVELOPMENT.name());
    }

    /** The base URL of the emulator, without an account. */
    String baseUrl() {
        return "http://127.0.0.1:" + emulator.port();
    }

    /** The owner of the other account. */
    SignedClient other() {
        return new SignedClient(emulator.endpoint(OTHER.name()), OTHER, clock::now);
    }

    /** The URL of a blob with a shared access signature for the given permissions, valid for an hour. */
    String signed(Account account, String container, String blob, String letters) {
        BlobClient client = new BlobClientBuilder()
                .endpoint(emulator.endpoint(account.name()))
                .containerName(container)
                .blobName(blob)
                .credential(new StorageSharedKeyCredential(
                        account.name(),
                        Base64.getEncoder().encodeToString(account.keys().get(0).bytes())))
                .buildClient();
        OffsetDateTime end = clock.now().plusSeconds(3600).atOffset(ZoneOffset.UTC);
        return client.getBlobUrl() + "?"
                + client.generateSas(new BlobServiceSasSignatureValues(end, BlobSasPermission.parse(letters)));
    }

    /** A signed request to complete. */
    RequestSpecification request() {
        return client.request();
    }

    /** A signed request with an XML document. */
    RequestSpecification xml(String document) {
        return client.xml(document);
    }

    /** A signed request with a block blob. */
    RequestSpecification blob(String content) {
        return request().header("x-ms-blob-type", "BlockBlob").body(content.getBytes(StandardCharsets.UTF_8));
    }

    /** A signed request with a page blob of that length. */
    RequestSpecification pageBlob(long length) {
        return request().header("x-ms-blob-type", "PageBlob").header("x-ms-blob-content-length", length);
    }

    /** A signed request with an append blob. */
    RequestSpecification appendBlob() {
        return request().header("x-ms-blob-type", "AppendBlob");
    }

    /** Creates a container. */
    void container(String name) {
        request().put("/" + name + "?restype=container").then().statusCode(201);
    }

    /** Creates a blob and returns its entity tag. */
    String put(String path, String content) {
        Response response = blob(content).put(path);
        response.then().statusCode(201);
        return response.header("ETag");
    }

    /** Sends a body in chunks, without Content-Length, and returns the response. */
    HttpResponse<String> putInChunks(String path, String content, Map<String, String> more)
            throws IOException, InterruptedException {
        URI uri = URI.create(endpoint() + path);
        Map<String, String> headers = new HashMap<>(more);
        headers.put("x-ms-date", HttpDate.format(clock.now()));
        headers.put("x-ms-version", "2026-02-06");
        SigningKey key = Account.DEVELOPMENT.keys().get(0);
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .version(HttpClient.Version.HTTP_1_1)
                .PUT(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
                .header(
                        "Authorization",
                        SharedKey.sign(
                                "PUT",
                                uri.getRawPath(),
                                QueryParameters.parse(uri.getRawQuery()),
                                Headers.of(headers),
                                Account.DEVELOPMENT.name(),
                                key));
        headers.forEach(request::header);
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Enables soft delete for some days. */
    void enableSoftDelete(int days) {
        xml("<StorageServiceProperties><DeleteRetentionPolicy><Enabled>true</Enabled><Days>" + days
                        + "</Days><AllowPermanentDelete>true</AllowPermanentDelete></DeleteRetentionPolicy>"
                        + "</StorageServiceProperties>")
                .put("/?restype=service&comp=properties")
                .then()
                .statusCode(202);
    }

    /** Disables soft delete. */
    void disableSoftDelete() {
        xml("<StorageServiceProperties><DeleteRetentionPolicy><Enabled>false</Enabled></DeleteRetentionPolicy>"
                        + "</StorageServiceProperties>")
                .put("/?restype=service&comp=properties")
                .then()
                .statusCode(202);
    }

    /** Creates a version of a blob and returns its id. */
    String putVersion(String path, String content) {
        return blob(content).put(path).header("x-ms-version-id");
    }

    /** Creates a snapshot of a blob and returns its id. */
    String snapshot(String path) {
        Response response = request().put(path + "?comp=snapshot");
        response.then().statusCode(201);
        return response.header("x-ms-snapshot");
    }

    /** The names on a page of a list in their order. */
    List<String> names(String list) {
        return NAME.matcher(request().get(list).asString())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** Uploads a block. */
    void putBlock(String path, String id, String content) {
        request()
                .body(content.getBytes(StandardCharsets.UTF_8))
                .put(path + "?comp=block&blockid=" + id)
                .then()
                .statusCode(201);
    }

    /** Writes pages. */
    void putPage(String path, long offset, String content) {
        request()
                .header("x-ms-page-write", "update")
                .header("x-ms-range", "bytes=" + offset + "-" + (offset + content.length() - 1))
                .body(content.getBytes(StandardCharsets.UTF_8))
                .put(path + "?comp=page")
                .then()
                .statusCode(201);
    }

    /** Appends a block. */
    void append(String path, String content) {
        request()
                .body(content.getBytes(StandardCharsets.UTF_8))
                .put(path + "?comp=appendblock")
                .then()
                .statusCode(201);
    }

    /** Every change event so far. */
    List<ChangeEvent> events() {
        return events.after(0, Integer.MAX_VALUE);
    }

    /** Restarts as a service with other features. */
    void restart(BlobEmulator.Features features) {
        emulator.close();
        emulator = emulator(features);
        client = client();
    }

    @Override
    public void close() {
        emulator.close();
        events.close();
        store.close();
    }

    private BlobEmulator emulator(BlobEmulator.Features features) {
        StorageEnvironment environment = new StorageEnvironment(
                ServerAddress.plain("127.0.0.1", 0),
                store,
                events,
                AuthorizationOptions.byKey(ACCOUNTS),
                faults,
                Clocks.single(clock),
                ids);
        return new BlobEmulator(environment, features);
    }

    private SignedClient client() {
        return new SignedClient(emulator.endpoint(Account.DEVELOPMENT.name()), Account.DEVELOPMENT, clock::now);
    }
}
