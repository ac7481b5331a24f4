package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Query Blob Contents, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class QueryBlobContentsTest {
    private static final String PEOPLE = "/tables/people";
    private static final String EVERYTHING = "SELECT * FROM BlobStorage";
    private static final String HEADERS = "<InputSerialization><Format><Type>delimited</Type>"
            + "<DelimitedTextConfiguration><HasHeaders>true</HasHeaders></DelimitedTextConfiguration>"
            + "</Format></InputSerialization>";

    private final BlobService service = new BlobService();

    @BeforeEach
    void create() {
        service.container("tables");
        service.put(PEOPLE, "name,age\nAnna,31\nBert,25\n");
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_a_statement {
        @Test
        void its_result_comes_in_an_Avro_stream_of_unknown_length() {
            Response answer = query("SELECT _1 FROM BlobStorage WHERE _2 = '25'", "");

            answer.then()
                    .statusCode(200)
                    .header("Content-Type", "avro/binary")
                    .header("Content-Length", nullValue())
                    .header("x-ms-blob-type", "BlockBlob")
                    .header("Last-Modified", BlobService.NOON_AS_HEADER);
            assertThat(text(answer))
                    .startsWith("Obj\u0001\u0004\u0014avro.codec\u0008null\u0016avro.schema")
                    .contains("com.microsoft.azure.storage.queryBlobContents.resultData")
                    .contains("\u0000\nBert\n");
        }

        @Test
        void its_result_is_JSON_if_the_client_wants_it_so() {
            String json = "<OutputSerialization><Format><Type>json</Type><JsonTextConfiguration>"
                    + "<RecordSeparator>;</RecordSeparator></JsonTextConfiguration></Format></OutputSerialization>";

            assertThat(text(query(EVERYTHING, HEADERS + json)))
                    .contains("{\"name\":\"Anna\",\"age\":\"31\"};{\"name\":\"Bert\",\"age\":\"25\"};");
        }

        @Test
        void it_may_part_the_blob_where_records_end() {
            String line = "x".repeat(99) + "\n";
            service.put(PEOPLE, line.repeat(110_000));

            assertThat(text(query("SELECT sys.split(10485760) FROM BlobStorage", "")))
                    .contains("10485800\n514200\n");
        }
    }

    @Nested
    class Given_a_request_that_cannot_be_carried_out {
        @ParameterizedTest
        @CsvSource({
            "SELECT, 400, ErrorProcessingQueryExpression",
            "SELECT name FROM BlobStorage, 400, ErrorProcessingQueryExpression",
            "SELECT * FROM BlobStorage[*].name, 400, ErrorProcessingQueryExpression"
        })
        void the_statement_must_suit_the_blob(String statement, int status, String code) {
            query(statement, "").then().statusCode(status).header("x-ms-error-code", code);
        }

        @ParameterizedTest
        @CsvSource({
            "InputSerialization, parquet, 501, NotImplemented",
            "OutputSerialization, arrow, 501, NotImplemented",
            "InputSerialization, arrow, 400, InvalidXmlNodeValue",
            "OutputSerialization, parquet, 400, InvalidXmlNodeValue",
            "InputSerialization, xml, 400, InvalidXmlNodeValue"
        })
        void the_formats_must_be_known(String side, String type, int status, String code) {
            String format = "<%s><Format><Type>%s</Type></Format></%s>".formatted(side, type, side);

            query(EVERYTHING, format).then().statusCode(status).header("x-ms-error-code", code);
        }

        @ParameterizedTest
        @CsvSource({
            "<QueryRequest>, InvalidXmlDocument",
            "<Other/>, InvalidXmlDocument",
            "<QueryRequest/>, MissingRequiredXmlNode",
            "<QueryRequest><QueryType>SQL</QueryType></QueryRequest>, MissingRequiredXmlNode",
            "<QueryRequest><QueryType>KQL</QueryType><Expression>x</Expression></QueryRequest>, InvalidXmlNodeValue"
        })
        void the_document_must_be_one(String document, String code) {
            service.xml(document)
                    .post(PEOPLE + "?comp=query")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", code);
        }

        @Test
        void the_blob_must_be_there() {
            service.xml(document(EVERYTHING, ""))
                    .post("/tables/nobody?comp=query")
                    .then()
                    .statusCode(404)
                    .header("x-ms-error-code", "BlobNotFound");
        }

        @Test
        void the_conditions_must_be_met() {
            service.xml(document(EVERYTHING, ""))
                    .header("If-Match", "\"0x1234\"")
                    .post(PEOPLE + "?comp=query")
                    .then()
                    .statusCode(412)
                    .header("x-ms-error-code", "ConditionNotMet");
        }
    }

    private Response query(String statement, String formats) {
        return service.xml(document(statement, formats)).post(PEOPLE + "?comp=query");
    }

    private static String document(String statement, String formats) {
        return "<QueryRequest><QueryType>SQL</QueryType><Expression>%s</Expression>%s</QueryRequest>"
                .formatted(statement, formats);
    }

    private static String text(Response answer) {
        return new String(answer.asByteArray(), StandardCharsets.UTF_8);
    }
}
