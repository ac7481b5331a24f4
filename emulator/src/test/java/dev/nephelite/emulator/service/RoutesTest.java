package dev.nephelite.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nephelite.emulator.auth.RequiredPermission;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.http.Response;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RoutesTest {
    private static final RequiredPermission ANY = RequiredPermission.object("r");

    private final Map<Operation, String> names = new HashMap<>();
    private final Routes routes = new Routes()
            .on("GET /?comp=list", ANY, named("ListContainers"))
            .on("GET|HEAD /{container}?restype=container", ANY, named("GetContainer"))
            .on("GET /{container}?restype=container&comp=list", ANY, named("ListBlobs"))
            .on("GET /{container}/{blob...}", ANY, named("GetBlob"))
            .on("PUT /{container}/{blob...} x-ms-blob-type=BlockBlob", ANY, named("PutBlob"))
            .on("PUT /{container}/{blob...} x-ms-blob-type=BlockBlob x-ms-copy-source", ANY, named("PutFromUrl"))
            .on("PUT /{queue}/messages/{id}", ANY, named("UpdateMessage"));

    @ParameterizedTest
    @CsvSource({
        "GET,  '',      comp=list,                         ListContainers",
        "GET,  '',      comp=list&prefix=a&timeout=30,     ListContainers",
        "GET,  c,       restype=container,                 GetContainer",
        "HEAD, c,       restype=container,                 GetContainer",
        "GET,  c/,      restype=container,                 GetContainer",
        "GET,  c,       comp=list&restype=container,       ListBlobs",
        "GET,  c/b,     '',                                GetBlob",
        "GET,  c/b,     snapshot=2026,                     GetBlob",
        "GET,  c/b/d//e/, '',                              GetBlob",
        "GET,  c,       COMP=List&ResType=CONTAINER,       ListBlobs",
        "PUT,  q/messages/17, popreceipt=x,                UpdateMessage"
    })
    void match_findsTheOperationByMethodPathAndQuery(String method, String path, String query, String expected) {
        assertThat(match(method, path, query, Map.of())).isEqualTo(expected);
    }

    @Test
    void match_prefersTheRouteWithTheMostHeaders() {
        Map<String, String> copy = Map.of("x-ms-blob-type", "blockblob", "x-ms-copy-source", "http://elsewhere");

        assertThat(match("PUT", "c/b", "", copy)).isEqualTo("PutFromUrl");
        assertThat(match("PUT", "c/b", "", Map.of("x-ms-blob-type", "BlockBlob")))
                .isEqualTo("PutBlob");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,   '',  '',                          comp,    ''",
        "PUT,   '',  '',                          comp,    ''",
        "GET,   /b,  '',                          comp,    ''",
        "GET,   '',  comp=Stats,                  comp,    Stats",
        "GET,   c,   '',                          comp,    ''",
        "GET,   c,   comp=list,                   comp,    list",
        "GET,   c,   restype=container&comp=acl,  comp,    acl",
        "GET,   c,   restype=other,               restype, other",
        "GET,   c/b, comp=tags,                   comp,    tags",
        "GET,   c/b, restype=container,           restype, container",
        "PUT,   c/b, '',                          comp,    ''"
    })
    void match_namesTheInvalidParameter(String method, String path, String query, String name, String value) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> match(method, path, query, Map.of()))
                .returns(CommonError.INVALID_QUERY_PARAMETER_VALUE, StorageException::error)
                .returns(
                        Map.of("QueryParameterName", name, "QueryParameterValue", value, "Reason", ""),
                        StorageException::details);
    }

    @ParameterizedTest
    @CsvSource({"GET, c/, ''", "GET, c/, snapshot=2026", "PUT, c/, ''"})
    void match_refusesAnEmptyBlobName(String method, String path, String query) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> match(method, path, query, Map.of("x-ms-blob-type", "BlockBlob")))
                .returns(CommonError.INVALID_URI, StorageException::error);
    }

    @Test
    void match_givesTheRestOfThePathToTheLastPlaceholder() {
        Routes.Match match = routes.match(request("GET", Map.of()), QueryParameters.EMPTY, "c/a/b//c/");

        assertThat(match.names()).isEqualTo(Map.of("container", "c", "blob", "a/b//c/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /?comp=list", "HEAD /{other}?restype=container", "GET /{c}/{other...}"})
    void on_refusesTwoOperationsWithTheSameRoute(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> routes.on(line, ANY, named("Second")));
    }

    private String match(String method, String path, String query, Map<String, String> headers) {
        Routes.Match match = routes.match(request(method, headers), QueryParameters.parse(query), path);
        return String.valueOf(names.get(match.route().operation()));
    }

    private Operation named(String name) {
        Operation operation = new Operation() {
            @Override
            public Response handle(Request request) throws IOException {
                return Response.of(200);
            }
        };
        names.put(operation, name);
        return operation;
    }

    private static HttpRequest request(String method, Map<String, String> headers) {
        return HttpRequest.builder(method, "/", Instant.EPOCH)
                .headers(Headers.of(headers))
                .build();
    }
}
