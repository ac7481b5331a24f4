package com.example.web;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes a request apart in the ways of Spring's web framework. */
@RestController
public class GreetingController {
    public record Greeting(String greeting) {}

    public record Person(String name) {}

    @GetMapping("/people/{name}/greeting")
    public Greeting greeting(@PathVariable String name, @RequestParam String word) {
        return new Greeting(word + ", " + name + "!");
    }

    @PostMapping("/people")
    public ResponseEntity<Greeting> add(@RequestBody Person person) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .header("Location", "/people/" + person.name())
                .body(new Greeting("Welcome, " + person.name()));
    }
}
