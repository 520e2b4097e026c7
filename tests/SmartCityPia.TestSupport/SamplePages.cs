using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Domain.Accounts;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Web.Features.Dossiers.Versions;
using SmartCityPia.Web.Features.Findings;
using SmartCityPia.Web.Features.Plan;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.TestSupport;

/// <param name="Who">Somebody who may read it; nobody where it is open.</param>
/// <param name="Expected">What it answers when all is well.</param>
public sealed record SamplePage(string Address, Person? Who, HttpStatusCode Expected = HttpStatusCode.OK)
{
    /// <summary>The endpoint it is an address of, where it came out of the list of endpoints.</summary>
    public RouteEndpoint? Endpoint { get; init; }
}

/// <summary>
/// An address of every page there is, out of the application's own list of endpoints, so that a new page is tested
/// without anybody thinking of it. A route parameter nobody has a sample for stops the test that asks.
/// </summary>
public static class SamplePages
{
    /// <param name="assessment">With at least one row of every kind, as <see cref="Build.Full"/> makes it.</param>
    public static async Task<IReadOnlyList<SamplePage>> All(PiaApp app, Assessment assessment)
    {
        var dossier = (await app.With<DossierReader, Dossier?>(reader => reader.Read(assessment.Id, CancellationToken.None)))!.WithFindings();
        var records = await app.Db(async db => new Records(
            await db.CommentThreads.Where(t => t.OwnerId == assessment.Id).Select(t => t.Id).FirstAsync(),
            await db.ReviewConditions.Where(c => c.OwnerId == assessment.Id).Select(c => c.Id).FirstAsync(),
            await db.Coalitions.Select(c => c.Id).FirstAsync(),
            await db.AuditorGrants.OrderBy(g => g.Id).Select(g => g.Id).FirstAsync()));
        var reader = await Build.Person(app, "Rea Reader", Roles.Reader, TestCity.Hall);
        var made = await Build.Role(app, "Project office", Permission.ReadAssessments);
        records = records with { Release = await Build.Release(app, assessment, reader), Role = await app.Db(db => db.Roles.Where(r => r.Name == made).Select(r => r.Id).SingleAsync()) };
        await Build.PlanVersion(app);
        records = records with { Slug = await Build.Publish(app, assessment) };
        records = records with { QuestionKey = Guid.CreateVersion7().ToString("N") };
        records = records with { Question = await Build.Question(app, assessment, records.Slug, records.QuestionKey) };
        // What the vendor writes is one sample, what it handed in to the officer is another.
        var (written, handedIn) = (await Described(DescriptionState.Returned), await Described(DescriptionState.Submitted));
        var pages = new List<SamplePage>();
        foreach (var endpoint in app.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is null)
                continue;
            var who = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null ? null
                : endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => Asks(a.Policy)).FirstOrDefault(p => p is not null) ?? TestCity.Officer;
            if (endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => a.Policy == Policies.ReadReleased))
                who = reader;
            var of = (Dossier: dossier, Records: records);
            if (endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("descriptions/{reference}", StringComparison.Ordinal))
            {
                var asksVendors = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => a.Policy == Policies.AskVendors);
                (who, of) = asksVendors ? (TestCity.Officer, handedIn) : (TestCity.Vendor, written);
            }
            foreach (var address in Addresses(endpoint.RoutePattern, of.Dossier, of.Records).Distinct(StringComparer.Ordinal))
            {
                pages.Add(new(address, who, address switch
                {
                    "/fault/401" => HttpStatusCode.OK,
                    _ when address.StartsWith("/fault", StringComparison.Ordinal) => HttpStatusCode.NotFound,
                    _ when address.EndsWith("/next", StringComparison.Ordinal) => HttpStatusCode.Redirect,
                    _ when address.StartsWith("/city/run", StringComparison.Ordinal) => HttpStatusCode.Redirect,
                    "/account/set-password" or "/account/confirm-address" => HttpStatusCode.BadRequest,
                    _ => HttpStatusCode.OK,
                })
                { Endpoint = endpoint });
            }
        }
        return [.. pages.DistinctBy(p => p.Address, StringComparer.Ordinal).OrderBy(p => p.Address, StringComparer.Ordinal)];

        async Task<(Dossier Dossier, Records Records)> Described(DescriptionState state)
        {
            var id = await app.Db(db => db.DescriptionRequests.Where(r => r.TargetId == assessment.Id && r.State == state).Select(r => r.OwnerId).FirstAsync());
            var remark = await app.Db(db => db.DescriptionRemarks.Where(r => r.OwnerId == id).Select(r => r.Id).FirstAsync());
            return ((await app.With<DossierReader, Dossier?>(reader => reader.Read(id, CancellationToken.None)))!.WithFindings(), records with { Remark = remark });
        }
    }

    /// <summary>Whom a policy asks for, where an officer will not do.</summary>
    private static Person? Asks(string? policy) => policy switch
    {
        Policies.ManageAccounts or Policies.ManageSettings or Policies.MergeOrganisations => TestCity.Administrator,
        Policies.ReadTrail => TestCity.Auditor,
        Policies.GiveOpinion => TestCity.Dpo,
        Policies.RequestChanges or Policies.AskOpinion or Policies.DecideReviews or Policies.JudgeSteps or Policies.RecordConsultation or Policies.CloseConditions or Policies.Publish or Policies.Delegate => TestCity.Reviewer,
        _ => null,
    };

    private sealed record Records(Guid Thread, Guid Condition, Guid Coalition, Guid Grant, Guid Remark = default, Guid Release = default, Guid Role = default, string Slug = "", Guid Question = default, string QuestionKey = "");

    /// <summary>With all its parameters, and without the optional ones.</summary>
    private static IEnumerable<string> Addresses(RoutePattern pattern, Dossier dossier, Records records)
    {
        // Nobody can be found guilty of nothing: this page lives by its query.
        if (pattern.RawText == "assessments/new/parts")
        {
            yield return $"/assessments/new/parts?archetype=S09&name=Scooters&id={Guid.CreateVersion7()}";
            yield break;
        }
        if (pattern.RawText == "register/{language}/question")
        {
            yield return Web.Infrastructure.Addresses.RegisterQuestion("en", records.QuestionKey);
            yield break;
        }
        yield return pattern.RawText == "city/finding"
            ? $"/city/finding?actor={dossier.Findings[0].ActorId}&type={dossier.Findings[0].TypeId}&holding={dossier.Findings[0].HoldingId}"
            : Address(pattern, dossier, records, optional: true);
        if (pattern.Parameters.Any(p => p.IsOptional))
            yield return Address(pattern, dossier, records, optional: false);
    }

    private static string Address(RoutePattern pattern, Dossier dossier, Records records, bool optional)
    {
        var parts = new List<string>();
        foreach (var part in pattern.PathSegments.SelectMany(s => s.Parts.Take(1)))
        {
            if (part is RoutePatternLiteralPart literal)
                parts.Add(literal.Content);
            else if (part is RoutePatternParameterPart parameter && (optional || !parameter.IsOptional))
                parts.Add(Value(pattern, parts.LastOrDefault() ?? "", parameter.Name, dossier, records));
        }
        return "/" + string.Join('/', parts);
    }

    private static string Value(RoutePattern pattern, string before, string parameter, Dossier dossier, Records records) => (parameter, before) switch
    {
        ("reference", _) => dossier.Head.Reference,
        ("status", "fault") => "404",
        ("group", "choice") => dossier.Groups[0].Id.ToString(),
        ("dataset", "data") => dossier.Datasets[0].Id.ToString(),
        ("on", "safeguards") => dossier.Datasets[0].Id.ToString(),
        ("id", _) when RowKinds.All.FirstOrDefault(k => string.Equals(k.List, before, StringComparison.OrdinalIgnoreCase)) is { } kind => kind.RowsOf(dossier)[0].Id.ToString(),
        ("id", "items") => dossier.Items.First(i => i.DatasetId == dossier.Datasets[0].Id).Id.ToString(),
        ("key", "findings") => Web.Infrastructure.Addresses.Part(dossier.Findings[0].Key),
        ("principle", "principles") => dossier.Catalogue.Principles[0].Id,
        ("right", "rights") => dossier.Catalogue.Rights[0].Id,
        ("row", "confidential") => dossier.Datasets[0].Id.ToString(),
        ("id", "notes") => dossier.Groups[0].Id.ToString(),
        ("organisation", "participants") => TestCity.Hall.ToString(),
        ("file", _) when pattern.RawText!.StartsWith("plan/", StringComparison.Ordinal) => PlanFileModel.Json,
        ("number", "files") => "1",
        ("id", "evidence-requests") => Build.RequestOf(dossier.Head.AssessmentId).ToString(),
        ("version", "files") => Build.FileOf(Build.RequestOf(dossier.Head.AssessmentId)).ToString(),
        ("id", "remarks") => records.Remark.ToString(),
        ("id", "comments") => records.Thread.ToString(),
        ("part", "plan") => nameof(PlanPart.RiskProcess),
        ("question", "questions") => "RP3",
        ("id", "questions") => records.Question.ToString(),
        ("id", "coalitions") => records.Coalition.ToString(),
        ("id", "accounts") => TestCity.Vendor.Id.ToString(),
        ("id", "auditors") => records.Grant.ToString(),
        ("id", "conditions") => records.Condition.ToString(),
        ("step", "verdicts") => "risks",
        ("language", "register") => "en",
        ("slug", _) => records.Slug,
        ("number", _) when pattern.RawText!.StartsWith("register/", StringComparison.Ordinal) => "1",
        ("number", "versions") => "1",
        ("format", "compare") => "csv",
        ("kind", "restore") => "DataFlow",
        ("id", "DataFlow") => dossier.Flows[0].Id.ToString(),
        ("field", _) => "Name",
        ("kind", "reasons") => "Incident",
        ("id", "incidents") => Build.IncidentOf(dossier.Head.AssessmentId).ToString(),
        ("file", "record-of-processing") => Web.Features.Records.FileModel.Workbook,
        ("file", _) => DownloadVersion.Report,
        // A run that is done leads to its result.
        ("id", "released") => records.Release.ToString(),
        ("id", "roles") => records.Role.ToString(),
        ("id", "run") => Guid.Empty.ToString(),
        ("id", "organisations") => TestCity.Hall.ToString(),
        ("kind", "catalogue") => "InferenceRule",
        ("id", "InferenceRule") => dossier.Catalogue.Rules[0].Id,
        _ => throw new InvalidOperationException($"Say in {nameof(SamplePages)} what {{{parameter}}} after \"{before}\" stands for ({pattern.RawText})."),
    };
}
