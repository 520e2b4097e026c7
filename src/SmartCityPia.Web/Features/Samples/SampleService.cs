using System.Text.Json;
using System.Text.Json.Serialization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Features.Samples;

/// <summary>
/// One service of the demo city as its file tells it. Rows of the archetype are named by their names; a name that is
/// not there, a row that is left out and a member nobody knows stop the seeding.
/// </summary>
/// <param name="Officer">The demo account that leads the assessment, by address.</param>
/// <param name="Illustration">Which published service it illustrates; the end of its summary.</param>
/// <param name="Screening">By question; an assessment that is only started may leave some out.</param>
/// <param name="Rest">Everything after screening; null where the assessment is only started.</param>
public sealed record SampleService(
    string Archetype, string Name, string Agency, string Officer, int StartedDaysAgo, string Illustration,
    IReadOnlyDictionary<string, SampleAnswer> Screening, SampleRest? Rest = null)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
    };

    /// <summary>The services of the demo city, the oldest assessment first.</summary>
    public static IReadOnlyList<SampleService> All()
    {
        var assembly = typeof(SampleService).Assembly;
        var services = new List<SampleService>();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("Demo/", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            services.Add(Read(name, reader.ReadToEnd()));
        }
        return [.. services.OrderByDescending(s => s.StartedDaysAgo)];
    }

    /// <exception cref="InvalidDataException">The text is not a service; the message names the file and the place.</exception>
    internal static SampleService Read(string file, string json)
    {
        try
        {
            return JsonSerializer.Deserialize<SampleService>(json, Strict) ?? throw new InvalidDataException($"{file} is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{file}: {e.Message}", e);
        }
    }
}

public sealed record SampleAnswer(Answer Answer, string Note);

/// <summary>What the city answers, thinks and plans.</summary>
/// <param name="Necessity">By purpose.</param>
/// <param name="Tensions">By subject.</param>
/// <param name="Principles">By principle id.</param>
/// <param name="Controls">The measures that came with the archetype, by control id; those on flows that it does not name stay as they came.</param>
/// <param name="Decisions">On the findings: the first that fits counts, and each has to fit at least one.</param>
/// <param name="CityDecisions">On what the service adds to the city on the day it is submitted: the first that fits counts, and each has to fit at least one.</param>
/// <param name="Submission">Null for an assessment that is ready to be submitted.</param>
/// <param name="Revision">What changed after the submission, in a draft of the next version.</param>
/// <param name="Law">By purpose.</param>
/// <param name="Hearings">Who was heard, or why not.</param>
/// <param name="Notes">Codes of conduct, certificates and lists.</param>
/// <param name="Rights">By right id; those left out are open.</param>
/// <param name="Agreements">By the name of a processor or joint controller; those left out are open.</param>
/// <param name="Deletions">By dataset; those left out are open.</param>
/// <param name="Transfers">By what the flow says of where it goes.</param>
public sealed record SampleRest(
    SampleDescription Description,
    IReadOnlyDictionary<string, string> Necessity,
    IReadOnlyDictionary<string, SampleGroup> Groups,
    IReadOnlyDictionary<string, SampleSettlement> Tensions,
    IReadOnlyDictionary<string, SamplePrinciple> Principles,
    IReadOnlyList<SampleRisk> Risks,
    IReadOnlyDictionary<string, SampleMeasure> Controls,
    IReadOnlyDictionary<string, SampleMeasure> OwnMeasures,
    IReadOnlyList<SampleAction> Actions,
    IReadOnlyList<SampleDecision> Decisions,
    IReadOnlyList<SampleDecision>? CityDecisions = null,
    SampleSubmission? Submission = null,
    SampleRevision? Revision = null,
    IReadOnlyDictionary<string, SampleLaw>? Law = null,
    IReadOnlyList<SampleHearing>? Hearings = null,
    IReadOnlyList<SampleNote>? Notes = null,
    IReadOnlyDictionary<string, SampleRight>? Rights = null,
    IReadOnlyDictionary<string, SampleAgreement>? Agreements = null,
    IReadOnlyDictionary<string, SampleDeletion>? Deletions = null,
    IReadOnlyDictionary<string, SampleTransfer>? Transfers = null);

/// <param name="Not">Why it does not apply; then nothing else is said.</param>
public sealed record SampleRight(string? How = null, string? By = null, int? Days = null, string? Restriction = null, string? Not = null);

/// <param name="EndsInDays">From the day of seeding.</param>
public sealed record SampleAgreement(AgreementState State, string? Reference = null, int? EndsInDays = null, SubProcessing? SubProcessors = null, string? Agreed = null);

public sealed record SampleDeletion(string How, string Proof);

public sealed record SampleTransfer(TransferInstrument Instrument, string? Assessment = null);

/// <param name="Groups">By name.</param>
/// <param name="DaysAgo">Null where nobody was heard.</param>
public sealed record SampleHearing(
    string Who, IReadOnlyList<string> Groups, HearingWay Way, int? DaysAgo = null, string? Said = null, HearingAnswer? Answer = null, string? Reason = null, string? Effect = null);

public sealed record SampleNote(string Title, LegalNoteKind Kind, string Reference, DateOnly Since, string Meaning, DateOnly? Until = null);

/// <summary>The tests of a purpose.</summary>
/// <param name="LegalReference">In place of the archetype's.</param>
/// <param name="Basis">In place of what is proposed.</param>
public sealed record SampleLaw(
    string Proportionality, string Weighed, bool OutsideTasks = false, string? LegalReference = null, SpecialCondition? SpecialCondition = null, OffenceGround? OffenceGround = null,
    string? SpecialReference = null, FurtherUse? FurtherUse = null, string? Compatibility = null,
    LegalBasis? Basis = null);

public sealed record SampleDescription(string Summary, string Place, int PeopleCount, string Area, string Duration, string Alternatives);

public sealed record SampleGroup(string Size, string HowInformed, SampleMay Identify, SampleMay Track, SampleMay Monitor, SampleExtent Anonymous, SampleExtent Refuse);

public sealed record SampleMay(Answer Answer, string Why);

public sealed record SampleExtent(Extent Extent, string How);

public sealed record SampleSettlement(string Settlement, string SettledBy);

public sealed record SamplePrinciple(PrincipleState State, string Answer, string? Gap = null);

/// <param name="Key">What measures call it by; it is not stored.</param>
/// <param name="Conclusions">What it rests on.</param>
public sealed record SampleRisk(
    string Key, string Title, ThreatType Threat, string WhatCouldHappen, string ToWhom, string Source,
    SampleLevels Inherent, SampleLevels Residual, Treatment Treatment, string? Acceptance = null, IReadOnlyList<string>? Conclusions = null);

public sealed record SampleLevels(Level Severity, Level Likelihood, string Reason);

/// <param name="Responsible">The name of an organisation of the service.</param>
/// <param name="Risks">By <see cref="SampleRisk.Key"/>.</param>
/// <param name="Description">Replaces the catalogue's words.</param>
/// <param name="On">Of a measure that came for the whole service: the dataset or flow it is on, by name.</param>
public sealed record SampleMeasure(MeasureState State, string Responsible, IReadOnlyList<string> Risks, string? Description = null, int? DueInDays = null, string? On = null);

/// <param name="DueInDays">From the day of seeding; negative when it is past.</param>
/// <param name="Measure">A control id or the name of an own measure.</param>
public sealed record SampleAction(string What, string Responsible, int DueInDays, int? DoneDaysAgo = null, string? Measure = null, string? Note = null);

/// <param name="Types">Conclusions it is about; null for all.</param>
/// <param name="Of">Organisations by name, or kinds of them, or <c>Outsider</c>; null for all. Several that can tell something only together have to be named all.</param>
public sealed record SampleDecision(
    Disposition Disposition, string Reason, IReadOnlyList<string>? Types = null, IReadOnlyList<string>? Of = null, IReadOnlyList<string>? Controls = null);

public sealed record SampleSubmission(int DaysAgo, string Statement);

/// <param name="Retention">New retention of datasets, by name.</param>
public sealed record SampleRevision(int DaysAgo, string Reason, IReadOnlyDictionary<string, string> Retention, IReadOnlyList<SampleAction> Actions);
