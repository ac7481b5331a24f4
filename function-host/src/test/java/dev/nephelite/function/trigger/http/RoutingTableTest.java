package dev.nephelite.function.trigger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.BindingDefinition.DataType;
import dev.nephelite.function.app.BindingDefinition.Direction;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.InvalidAppException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RoutingTableTest {
    private final RoutingTable table = new RoutingTable();

    private static RoutingTable.Route route(String name, String route, String... methods) {
        return below("api", name, route, methods);
    }

    private static RoutingTable.Route below(String prefix, String name, String route, String... methods) {
        BindingDefinition trigger = new BindingDefinition(
                "httpTrigger",
                "request",
                Direction.IN,
                DataType.UNDEFINED,
                Map.of("route", route, "methods", List.of(methods)));
        return RoutingTable.Route.of(
                new FunctionDefinition(name, "Functions." + name, List.of(trigger), false, null, null), prefix);
    }

    private String find(String method, String path) {
        return table.find(method, path)
                .map(match -> match.route().function().name() + match.values())
                .orElse("404");
    }

    @Nested
    class Given_many_functions {
        @BeforeEach
        void add_the_least_specific_first() {
            table.add(route("anything", "{*rest}"));
            table.add(route("item", "items/{id}", "get"));
            table.add(route("itemByNumber", "items/{id:int}", "get"));
            table.add(route("newest", "items/newest", "GET"));
            table.add(route("replace", "items/{id}", "PUT", "POST"));
            table.add(route("Hello", ""));
            table.add(route("page", "pages/{number:int=1}"));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        GET    | /api/items/newest   | newest{}
                        GET    | /api/items/7        | itemByNumber{id=7}
                        GET    | /api/items/seven    | item{id=seven}
                        PUT    | /api/items/7        | replace{id=7}
                        PUT    | /api/items/newest   | replace{id=newest}
                        DELETE | /api/items/newest   | anything{rest=items/newest}
                        GET    | /api/hello          | Hello{}
                        BREW   | /api/Hello          | Hello{}
                        GET    | /api/pages          | page{number=1}
                        GET    | /api/pages/x        | anything{rest=pages/x}
                        GET    | /api                | anything{rest=null}
                        GET    | /                   | 404
                        GET    | /other              | 404
                        """)
        void the_most_specific_route_that_allows_the_method_answers(String method, String path, String function) {
            assertThat(find(method, path)).isEqualTo(function);
        }
    }

    @Nested
    class Given_routes_that_match_the_same_requests {
        @Test
        void the_warning_names_who_answers_here_and_in_Azure() {
            table.add(route("Details", "products/{id}", "GET"));
            table.add(route("List", "products/list", "GET", "POST"));

            assertThat(table.overlaps())
                    .containsExactly("The route 'api/products/{id}' of function 'Details' overlaps with"
                            + " 'api/products/list' of 'List'. Here the more specific route answers. Azure takes the"
                            + " first function by name, so that 'Details' would answer in place of 'List'. Rename it so"
                            + " that it comes last.");
        }

        @Test
        void one_warning_is_enough_for_a_route_that_matches_everything() {
            table.add(route("zProxy", "{*rest}"));
            table.add(route("one", "one/{id?}"));
            table.add(route("two", "two/{a}.{b}"));

            assertThat(table.overlaps())
                    .singleElement()
                    .asString()
                    .startsWith("The route 'api/{*rest}' of function 'zProxy' overlaps with 'api/")
                    .contains("'api/one/{id?}' of 'one'", "'api/two/{a}.{b}' of 'two'")
                    .endsWith("with the same result as long as the functions have these names.");
        }

        @ParameterizedTest
        @CsvSource({
            "a/{x}, a/b, true",
            "a/{x?}, a, true",
            "{x}/b, a/{y}, true",
            "a/{x:int}, a/7, true",
            "{a}.{b}, {c}, true",
            "a/{*rest}, a/b/c, true",
            "a/{x:int}, a/b, false",
            "a/{x:int}, a/{y:alpha}, false",
            "a/{x}, a, false",
            "a/{x}, b/{x}, false",
            "a/{x}, a/{x}/b, false",
        })
        void routes_overlap_when_some_path_matches_both(String one, String two, boolean overlap) {
            table.add(route("one", one));
            table.add(route("two", two));

            assertThat(table.overlaps()).hasSize(overlap ? 1 : 0);
        }

        @Test
        void routes_for_different_methods_do_not_overlap() {
            table.add(route("one", "a/{x}", "GET"));
            table.add(route("two", "a/b", "PUT"));

            assertThat(table.overlaps()).isEmpty();
        }
    }

    @Nested
    class Given_one_route_twice {
        @ParameterizedTest
        @CsvSource({"GET, GET", "GET, ''", "'', POST", "'', ''"})
        void the_later_function_is_refused_where_methods_overlap(String first, String second) {
            table.add(route("one", "items/{id}", methods(first)));

            assertThatExceptionOfType(InvalidAppException.class)
                    .isThrownBy(() -> table.add(route("two", "Items/{id}", methods(second))))
                    .withMessage("The route specified conflicts with the route defined by function 'one'.");
        }

        @Test
        void different_methods_are_fine() {
            table.add(route("one", "items/{id}", "GET"));

            assertThatCode(() -> table.add(route("two", "/items/{id}/", "POST")))
                    .doesNotThrowAnyException();
        }

        private static String[] methods(String one) {
            return one.isEmpty() ? new String[0] : new String[] {one};
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "/Admin/x", "administration", "runtime/webhooks"})
    void a_route_of_the_host_itself_is_refused(String reserved) {
        assertThatExceptionOfType(InvalidAppException.class)
                .isThrownBy(() -> route("mine", reserved))
                .withMessageStartingWith("The specified route conflicts with one or more built in routes.");
    }

    @Test
    void a_route_that_cannot_be_read_is_refused_with_the_reason() {
        assertThatExceptionOfType(InvalidAppException.class)
                .isThrownBy(() -> route("mine", "{id"))
                .withMessage("The route 'api/{id' cannot be used: the '{' at position 4 is never closed.");
    }

    @Test
    void without_a_prefix_a_route_begins_at_the_root() {
        table.add(below("", "home", "/"));

        assertThat(find("GET", "/")).isEqualTo("home{}");
    }
}
