package com.example.parcels;

public record Parcel(String id, String receiver) {}
