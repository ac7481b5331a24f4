package dev.nephelite.function.trigger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nephelite.function.worker.TypedData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ResponseObjectTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"status":404,"body":""}                       | 404
                    {"statusCode":404,"body":""}                   | 404
                    {"statusCode":"404","body":""}                 | 404
                    {"statusCode":404,"status":500,"body":""}      | 404
                    {"STATUS":404,"BODY":""}                       | 404
                    {"status":"soon","body":""}                    | 200
                    {"status":null,"body":""}                      | 200
                    {"body":""}                                    | 200
                    {"status":404}                                 | 200
                    """)
    void the_status_may_be_spelled_in_several_ways(String text, int status) {
        assertThat(HttpResponseConverter.ResponseObject.parse(text).status()).isEqualTo(status);
    }

    @Test
    void headers_are_texts_whatever_they_were() {
        assertThat(HttpResponseConverter.ResponseObject.parse("{'headers':{'X-Count':5,'X-Flag':true},'body':1}"))
                .isEqualTo(new TypedData.Response(
                        200, Map.of("X-Count", List.of("5"), "X-Flag", List.of("True")), new TypedData.Json("1")));
    }

    @Nested
    class A_cookie {
        private static List<String> cookies(String cookies) {
            return HttpResponseConverter.ResponseObject.parse("{'body':'','cookies':[" + cookies + "]}")
                    .headers()
                    .getOrDefault("Set-Cookie", List.of());
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                        {'name':'a','value':'1'}                                 | a=1; path=/
                        {'Name':'a','Value':'1','maxAge':200000}                 | a=1; max-age=200000; path=/
                        {'name':'a','value':'b c;d'}                             | a=b%20c%3Bd; path=/
                        {'name':'a'}                                             | a=; path=/
                        {'name':'a','value':'1','path':'/x','domain':'d.example'} | a=1; domain=d.example; path=/x
                        {'name':'a','value':'1','secure':true,'httpOnly':true}   | a=1; path=/; secure; httponly
                        {'name':'a','value':'1','secure':false,'sameSite':'Lax'} | a=1; path=/; samesite=lax
                        {'name':'a','value':'1','sameSite':'None'}               | a=1; path=/
                        {'name':'a','value':'1','sameSite':'ExplicitNone'}       | a=1; path=/; samesite=none
                        {'name':'a','value':'1','expires':'2026-01-31T13:00:00+01:00'} | a=1; expires=Sat, 31 Jan 2026 12:00:00 GMT; path=/
                        """)
        void is_sent_as_it_is_described(String cookie, String header) {
            assertThat(cookies(cookie)).containsExactly(header);
        }

        @Test
        void may_have_others_beside_it() {
            assertThat(cookies("{'name':'a','value':'1'},{'name':'b','value':'2'}"))
                    .containsExactly("a=1; path=/", "b=2; path=/");
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '"',
                value = {"{'value':'1'}", "\"{'name':'a','expires':'soon'}\""})
        void that_means_nothing_is_refused(String cookie) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> cookies(cookie))
                    .withMessageContaining("cookie");
        }
    }
}
