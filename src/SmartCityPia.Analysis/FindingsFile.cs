using System.Text.Json;
using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Coalitions;
using SmartCityPia.Analysis.Inference;

namespace SmartCityPia.Analysis;

/// <summary>Writes the result of a run as JSON, in the format of <c>docs/findings.schema.json</c>.</summary>
public static class FindingsFile
{
    public static void Write(Stream stream, AnalysisResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteStartArray("findings");
        foreach (var finding in result.Findings)
        {
            json.WriteStartObject();
            Texts(json, "actor", finding.Actor);
            json.WriteString("holding", finding.Holding);
            json.WriteString("attribute", finding.Attribute);
            json.WriteNumber("score", finding.Score);
            json.WriteNumber("low", finding.Low);
            json.WriteNumber("high", finding.High);
            json.WriteNumber("reach", finding.Reach);
            json.WriteString("effort", Name(finding.Effort));
            json.WriteStartArray("assumed");
            foreach (var assumption in finding.Assumed)
            {
                json.WriteStartObject();
                json.WriteString("holding", assumption.Holding);
                json.WriteString("type", assumption.Type);
                json.WriteString("facet", assumption.Facet);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteNumber("proofConfidence", finding.ProofConfidence);
            json.WriteBoolean("restsOnEstimate", finding.RestsOnEstimate);
            json.WriteStartArray("proof");
            foreach (var step in finding.Proof)
                Step(json, step);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("emergent");
        foreach (var emergent in result.Emergent)
        {
            json.WriteStartObject();
            Texts(json, "coalition", emergent.Coalition);
            json.WriteString("attribute", emergent.Attribute);
            json.WriteNumber("score", emergent.Score);
            json.WriteString("holding", emergent.Holding);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Questions(json, "notExamined", result.NotExamined);
        Questions(json, "coversNotSaid", result.CoversNotSaid);
        json.WriteEndObject();
    }

    private static void Questions(Utf8JsonWriter json, string name, IReadOnlyList<CityQuestion> questions)
    {
        json.WriteStartArray(name);
        foreach (var question in questions)
        {
            json.WriteStartObject();
            json.WriteString("holding", question.Holding);
            json.WriteString("type", question.Type);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Name(DerivedEffort effort) => effort switch
    {
        DerivedEffort.Own => "own",
        DerivedEffort.Case => "case",
        DerivedEffort.Order => "order",
        DerivedEffort.Outside => "outside",
        DerivedEffort.Second => "second",
        _ => "laboratory",
    };

    private static void Step(Utf8JsonWriter json, DerivedStep step)
    {
        json.WriteStartObject();
        json.WriteString("kind", step.Kind switch { DerivedStepKind.Field => "field", DerivedStepKind.Rule => "rule", _ => "link" });
        json.WriteString("holding", step.Holding);
        json.WriteString("attribute", step.Attribute);
        if (step.Condition is not null)
        {
            json.WriteStartObject("condition");
            CityFile.Write(json, step.Condition);
            json.WriteEndObject();
        }

        if (step.Field is not null)
            json.WriteString("field", step.Field);
        json.WriteNumber("score", step.Score);
        json.WriteNumber("strength", step.Strength);
        if (step.Rule is not null)
            json.WriteString("rule", step.Rule);
        if (step.Key is not null)
            json.WriteString("key", step.Key);
        if (step.Other is not null)
            json.WriteString("other", step.Other);
        json.WriteStartArray("premises");
        foreach (var premise in step.Premises)
            json.WriteNumberValue(premise);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
