package dev.nephelite.function.trigger.http.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RouteTemplateTest {
    @Nested
    class A_path_that_matches {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        api/hello                  | /api/hello          | {}
                        api/hello                  | /API/Hello          | {}
                        api/hello                  | /api/hello/         | {}
                        /api/hello/                | /api/hello          | {}
                        ''                         | /                   | {}
                        api/{id}                   | /api/7              | {id=7}
                        api/{id}                   | /api/a%20b          | {id=a b}
                        api/{id}                   | /api/gr%C3%BCn      | {id=grün}
                        api/{id}                   | /api/a+b            | {id=a+b}
                        api/{id}                   | /api/a%2Fb          | {id=a%2Fb}
                        api/{id}                   | /api/100%           | {id=100%}
                        api/{id?}                  | /api                | {id=null}
                        api/{id?}                  | /api/               | {id=null}
                        api/{id?}                  | /api/7              | {id=7}
                        api/{size=small}           | /api                | {size=small}
                        api/{size=small}           | /api/large          | {size=large}
                        api/{a=1}/{b=2}            | /api/x              | {a=x, b=2}
                        {a}/{b?}                   | /x                  | {a=x, b=null}
                        {*path}                    | /                   | {path=null}
                        {*path}                    | /a/b/c.txt          | {path=a/b/c.txt}
                        files/{*path}              | /files/a%20b/c/     | {path=a b/c/}
                        files/{**path}             | /files/a/b          | {path=a/b}
                        files/{*path=index.html}   | /files              | {path=index.html}
                        {name}.{ext}               | /cat.jpg            | {name=cat, ext=jpg}
                        {name}.{ext}               | /a.b.jpg            | {name=a.b, ext=jpg}
                        {name}.{ext?}              | /cat                | {name=cat, ext=null}
                        {name}.{ext?}              | /a.b.jpg            | {name=a.b, ext=jpg}
                        {from}-to-{until}          | /3-TO-5             | {from=3, until=5}
                        {from}-{until}             | /3--5               | {from=3-, until=5}
                        {from}-{until}             | /---                | {from=-, until=-}
                        {a}.{b}.{c}x               | /1.2.3.4x           | {a=1.2, b=3, c=4}
                        v{version}/items           | /v12/items          | {version=12}
                        a{{b}}c                    | /a{b}c              | {}
                        {id:int?}                  | /                   | {id=null}
                        {id:int=5}                 | /                   | {id=5}
                        """)
        void gives_the_values_of_the_parameters(String template, String path, String values) {
            assertThat(RouteTemplate.parse(template).match(RequestPath.parse(path)))
                    .hasValueSatisfying(found -> assertThat(found).hasToString(values));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{a}-{b}-{c}-{d}x", "{value:decimal}", "{value:double}"})
    void a_path_of_a_million_characters_is_soon_found_not_to_match(String template) {
        String value = template.contains("-") ? "-".repeat(1_000_000) : "1".repeat(1_000_000) + "y";

        assertThat(RouteTemplate.parse(template).match(RequestPath.parse("/" + value)))
                .isEmpty();
    }

    @Test
    void a_decimal_of_ten_million_digits_is_none() {
        assertThat(RouteTemplate.parse("{value:decimal}").match(RequestPath.parse("/" + "1".repeat(10_000_000))))
                .isEmpty();
    }

    @Nested
    class Another_path {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        api/hello             | /api/hello/again
                        api/hello             | /api
                        api/hello             | /hello
                        api/{id}              | /api
                        api/{id}              | /api/
                        api/{id}              | /api//
                        api/{id}/x            | /api//x
                        {a}/{b?}/c            | /x
                        {name}.{ext}          | /cat
                        {name}.{ext}          | /.jpg
                        {from}-{until}        | /3-
                        {from}-{until}        | /--
                        v{version}            | /v
                        v{version}            | /12
                        a{id}b                | /ab
                        {id:int}              | /
                        {*path:int}           | /
                        """)
        void does_not_match(String template, String path) {
            assertThat(RouteTemplate.parse(template).match(RequestPath.parse(path)))
                    .isEmpty();
        }
    }

    @Nested
    class A_constraint {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        int                    | 7
                        int                    | -2147483648
                        long                   | 9223372036854775807
                        bool                   | True
                        datetime               | 2026-03-01
                        datetime               | 2026-03-01T12:30:05
                        datetime               | 2026-03-01T12:30:05.123Z
                        datetime               | 2026-03-01 7:30pm
                        decimal                | -1,234.50
                        double                 | 1.5e10
                        float                  | -.5
                        guid                   | cd2c1638-1638-72d5-1638-deadbeef1638
                        guid                   | {CD2C1638-1638-72d5-1638-deadbeef1638}
                        guid                   | cd2c1638163872d51638deadbeef1638
                        alpha                  | Rick
                        minlength(4)           | Rick
                        maxlength(4)           | Rick
                        length(4)              | Rick
                        length(2,4)            | Ric
                        min(18)                | 18
                        max(120)               | -5
                        range(18,120)          | 91
                        regex(^\\d{{3}}-\\d$)  | 123-4
                        regex(b)               | ABC
                        regex(^(ab)+$)         | abab
                        required               | x
                        int:min(1):max(9)      | 5
                        INT                    | 7
                        """)
        void accepts(String constraint, String value) {
            assertThat(match(constraint, value)).isTrue();
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        int                    | 1.5
                        int                    | 2147483648
                        int                    | abc
                        long                   | 9223372036854775808
                        bool                   | yes
                        datetime               | 2026-02-30
                        datetime               | tomorrow
                        decimal                | 1e5
                        decimal                | 79228162514264337593543950336
                        double                 | 1.5f
                        double                 | .
                        float                  | abc
                        guid                   | cd2c1638-1638-72d5-1638
                        alpha                  | Rick1
                        minlength(4)           | Ric
                        maxlength(4)           | Ricky
                        length(4)              | Ric
                        length(2,4)            | Ricky
                        min(18)                | 17
                        max(120)               | 121
                        range(18,120)          | 121
                        range(18,120)          | abc
                        regex(^\\d{{3}}-\\d$)  | 1234-4
                        int:min(1):max(9)      | 10
                        """)
        void refuses(String constraint, String value) {
            assertThat(match(constraint, value)).isFalse();
        }

        private static boolean match(String constraint, String value) {
            return RouteTemplate.parse("{value:" + constraint + "}")
                    .match(RequestPath.parse("/" + value))
                    .isPresent();
        }
    }

    @Nested
    class Of_two_templates {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        api/hello        | api/{name}
                        api/{id:int}     | api/{id}
                        api/{a}.{b}      | api/{name}
                        api/{id}         | api/{*rest}
                        api/{*rest:int}  | api/{*rest}
                        api/{id}         | api/{id}/{more?}
                        api/{id}/list    | api/{id}/{name}
                        api/a/{*rest}    | api/{x}/b
                        """)
        void the_more_specific_comes_first(String first, String second) {
            assertThat(RouteTemplate.parse(first)).isLessThan(RouteTemplate.parse(second));
        }
    }

    @Nested
    class A_template_is_refused {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        {id                 | the '{' at position 0 is never closed
                        id}                 | the '}' at position 2 is out of place
                        what?               | the '?' at position 4 is out of place
                        a//b                | there is nothing between two slashes
                        {}                  | '' is not the name of a parameter
                        {a}/{A}             | 'A' appears twice
                        {a}{b}              | there must be text between 'b' and the parameter before it
                        {*rest}/x           | nothing can follow a parameter that takes the rest of the path
                        x{*rest}            | a parameter that takes the rest of the path must stand alone
                        {a?}.x              | an optional part of a segment must come last, after a dot
                        {a}-{b?}            | an optional part of a segment must come last, after a dot
                        {a=1?}              | 'a' has a default value, so it is optional without a '?'
                        {a:nonsense}        | There is no route constraint 'nonsense'
                        {a:range(1)}        | There is no route constraint 'range(1)'
                        {a:min(one)}        | There is no route constraint 'min(one)'
                        """)
        void when(String template, String reason) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RouteTemplate.parse(template))
                    .withMessage("The route '" + template + "' cannot be used: " + reason + ".");
        }
    }
}
