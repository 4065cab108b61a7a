export * from "@caleche/testing"
