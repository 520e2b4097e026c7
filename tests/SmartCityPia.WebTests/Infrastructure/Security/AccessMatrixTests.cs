using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Accounts;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Infrastructure.Security;

/// <summary>
/// Every page and every post there is, by everybody, on what is theirs, what is not, what is not there, and on the child of
/// one assessment under the address of another. What is expected is said here once more, apart from the policies; an
/// address that no rule speaks of fails by its name.
/// </summary>
public sealed class AccessMatrixTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Inside = "assessments/{reference}";

    private const string Described = "descriptions/{reference}";

    private const int AtOnce = 4;

    /// <summary>The reader to whom the sample's version is released.</summary>
    private Person? releasedTo;

    /// <summary>The sample assessment is the city hall's.</summary>
    private enum Cast { Nobody, AgencyOfficer, OtherOfficer, CityOfficer, Reviewer, Dpo, Vendor, OtherVendor, CityAuditor, AgencyAuditor, AssessmentAuditor, OtherAuditor, PastAuditor, Administrator, Reader, OtherReader, OfAMadeRole, AskedToRead, AskedToComment, AskedToEdit }

    private static readonly Cast[] Officers = [Cast.AgencyOfficer, Cast.OtherOfficer, Cast.CityOfficer];
    private static readonly Cast[] Vendors = [Cast.Vendor, Cast.OtherVendor];
    private static readonly Cast[] Reviewers = [Cast.Reviewer, Cast.Dpo];
    private static readonly Cast[] Auditors = [Cast.CityAuditor, Cast.AgencyAuditor, Cast.AssessmentAuditor, Cast.OtherAuditor];
    private static readonly Cast[] MadeRole = [Cast.OfAMadeRole];

    /// <summary>By the lead of the sample assessment; in the city they are a reader, an officer of another agency and a reader.</summary>
    private static readonly Cast[] Asked = [Cast.AskedToRead, Cast.AskedToComment, Cast.AskedToEdit];
    private static readonly Cast[] Readers = [.. Officers, .. Reviewers, .. Auditors, .. MadeRole, .. Asked];

    /// <summary>Officers by their role in the city; one of them sees the sample because its lead asked them in.</summary>
    private static readonly Cast[] OfficersByRole = [.. Officers, Cast.AskedToComment];

    /// <summary>Who holds the role of a reader.</summary>
    private static readonly Cast[] ReadersByRole = [Cast.Reader, Cast.OtherReader, Cast.AskedToRead, Cast.AskedToEdit];
    private static readonly Cast[] OfTheCity = [.. OfficersByRole, .. Reviewers, Cast.CityAuditor];
    private static readonly Cast[] Everybody = [.. Enum.GetValues<Cast>()];
    private static readonly Cast[] SignedIn = [.. Everybody.Except([Cast.Nobody])];
    private static readonly Cast[] Administrators = [Cast.Administrator];

    /// <summary>Who does not see the sample assessment, of those who may see assessments.</summary>
    private static readonly Cast[] Elsewhere = [Cast.OtherOfficer, Cast.OtherAuditor];

    /// <summary>Whether it is there for a person whom the rule lets in.</summary>
    private static bool Sees(Rule rule, string pattern, Cast who) =>
        Fits(pattern, "released") && pattern != "released" ? who == Cast.Reader
        : IsInside(pattern) || pattern.StartsWith("questions/", StringComparison.Ordinal) ? !Elsewhere.Contains(who)
        // While a vendor writes, the city sees no more than how the request stands.
        : !Fits(pattern, Described) || (who is not (Cast.OtherOfficer or Cast.OtherVendor or Cast.AskedToComment) && !(OfficersByRole.Contains(who) && rule.Reads.Contains(Cast.Vendor) && pattern != Described));

    /// <param name="Path">The beginning of the address's pattern; the longest that fits is the rule.</param>
    /// <param name="Reads">Who gets the page: all others are refused.</param>
    /// <param name="Writes">Whose posts are looked at: all others are refused.</param>
    private sealed record Rule(string Path, Cast[] Reads, Cast[] Writes);

    private static readonly Rule[] Rules =
    [
        new("", SignedIn, SignedIn),
        new("about", Everybody, []),
        new("account/sign-in", Everybody, Everybody),
        new("account/set-password", Everybody, Everybody),
        new("account/confirm-address", Everybody, Everybody),
        new("account/forgotten-password", Everybody, Everybody),
        new("account", SignedIn, SignedIn),
        new("account/", SignedIn, SignedIn),
        new("catalogue", SignedIn, []),
        new("glossary", SignedIn, []),
        new("register/", Everybody, []),
        // Without a ticket nothing is taken from anybody.
        new("register/{language}/{slug}/ask", Everybody, Everybody),
        new("questions", Readers, []),
        new("questions/", Readers, OfficersByRole),
        new("verify", Everybody, Everybody),
        new("first-steps", [.. OfficersByRole, .. Administrators], [.. OfficersByRole, .. Administrators]),
        new("first-steps/samples", [Cast.CityOfficer], [Cast.CityOfficer]),
        new("search", SignedIn, []),
        new("keys", SignedIn, []),
        new("notices", SignedIn, SignedIn),
        new("notices/settings", SignedIn, SignedIn),
        new("accounts", Administrators, Administrators),
        new("settings", Administrators, Administrators),
        new("history", [.. Auditors, .. Administrators], [.. Auditors, .. Administrators]),
        new("record-of-processing", Readers, []),
        new("released", ReadersByRole, []),
        new("audit-notes", [.. OfficersByRole, .. Reviewers, .. Auditors, .. Administrators], []),
        new("organisations", [.. OfTheCity, .. Administrators], []),
        new("organisations/", [.. OfficersByRole, .. Administrators], [.. OfficersByRole, .. Administrators]),
        new("organisations/{id:guid}/merge", Administrators, Administrators),
        new("city", OfTheCity, OfficersByRole),
        new("city/run", Readers, Readers),
        new("city/coalitions/", OfficersByRole, OfficersByRole),
        new("plan", OfTheCity, OfficersByRole),
        new("plan/questions/", OfficersByRole, OfficersByRole),
        new("plan/participants/", OfficersByRole, OfficersByRole),
        new("plan/versions/", OfTheCity, Reviewers),
        new("reviews", Readers, []),
        new("reviews/deputies", Reviewers, Reviewers),
        new("evidence-requests", SignedIn, []),
        // The sample is a request to the vendor: who asked is the city's officer, who may read it is who may read the assessment.
        new("evidence-requests/", [.. Readers.Except(Elsewhere), Cast.Vendor], [Cast.Vendor, Cast.CityOfficer]),
        new("assessments", Readers, []),
        new("assessments/new", OfficersByRole, OfficersByRole),
        new(Inside, Readers, [.. Officers, Cast.AskedToEdit]),
        new(Inside + "/evidence/ask", Readers, [.. Readers.Except([Cast.AskedToRead])]),
        new(Inside + "/lead", OfficersByRole, Officers),
        new("assessments/selected", Readers, Readers),
        new(Inside + "/copy", OfficersByRole, Officers),
        new(Inside + "/archive", OfficersByRole, Officers),
        new(Inside + "/withdraw", OfficersByRole, Officers),
        new(Inside + "/end", Readers, Officers),
        // The lead is the city's officer: the others may look.
        new(Inside + "/people", Readers, Officers),
        new(Inside + "/check", Readers, Officers),
        new(Inside + "/incidents", Readers, Officers),
        new(Inside + "/releases", [.. OfficersByRole, .. Reviewers], [.. Officers, .. Reviewers]),
        new(Inside + "/audit-notes", [.. OfficersByRole, .. Reviewers, .. Auditors], Auditors),
        new(Inside + "/comments", Readers, [.. Officers, .. Reviewers, .. MadeRole, Cast.AskedToComment, Cast.AskedToEdit]),
        new(Inside + "/comments/new", [.. OfficersByRole, .. Reviewers, .. MadeRole, Cast.AskedToEdit], [.. Officers, .. Reviewers, .. MadeRole, Cast.AskedToComment, Cast.AskedToEdit]),
        new(Inside + "/register/", Reviewers, Reviewers),
        new(Inside + "/review", Readers, []),
        new(Inside + "/review/", Reviewers, Reviewers),
        new(Inside + "/review/withdraw", OfficersByRole, Officers),
        new(Inside + "/review/reasons", Readers, Officers),
        new(Inside + "/versions/{number:int}/restore", [.. Officers, Cast.AskedToEdit, Cast.AskedToComment], [.. Officers, Cast.AskedToEdit]),
        new(Inside + "/review/opinion", [Cast.Dpo], [Cast.Dpo]),
        new("description.schema.json", SignedIn, []),
        new("descriptions", OfficersByRole, OfficersByRole),
        // What officers do is tried on a description that was handed in to the city hall, all else on one that the vendor writes.
        new(Described, [.. OfficersByRole, .. Vendors], Vendors),
        // The city decides what to do about a finding.
        new(Described + "/findings", [.. OfficersByRole, .. Vendors], []),
        new(Described + "/start", Vendors, Vendors),
        new(Described + "/check", Vendors, Vendors),
        new(Described + "/remarks", Vendors, Vendors),
        new(Described + "/compare", OfficersByRole, OfficersByRole),
        new(Described + "/remark", OfficersByRole, OfficersByRole),
        new(Described + "/withdraw", OfficersByRole, OfficersByRole),
        new(Described + "/edit", OfficersByRole, OfficersByRole),
        new(Described + "/confidential", Vendors, Vendors),
    ];

    /// <summary>The first folders that rules may speak of by the rule of the home page: none. A page elsewhere needs a rule.</summary>
    private static Rule? RuleOf(string pattern) =>
        pattern.Length == 0 ? Rules[0] : Rules.Skip(1).Where(r => Fits(pattern, r.Path)).MaxBy(r => r.Path.Length);

    private static bool Fits(string pattern, string path) =>
        pattern.StartsWith(path, StringComparison.Ordinal) && (path.EndsWith('/') || pattern.Length == path.Length || pattern[path.Length] is '/' or '.');

    private enum Answer { SignIn, Refused, NotThere, Open }

    /// <param name="Adds">The empty form of a new row: only for those who may fill it in.</param>
    private sealed record Place(string Pattern, string Address, bool Adds, string? OfAForeignParent, string? Unknown, IReadOnlyList<string?> Posts);

    [Fact]
    public async Task EveryEndpoint_EveryRole_EveryObject_AnswersAsTheRulesSay()
    {
        var (own, foreign) = (await Build.Full(app), await Build.Full(app));
        var cast = await Employ(own);
        var places = await Places(own, foreign);
        cast[Cast.Reader] = releasedTo;
        var forgotten = places.Where(p => RuleOf(p.Pattern) is null).Select(p => p.Pattern).Distinct().ToList();
        Assert.True(forgotten.Count == 0, "Say in the rules of this test who may open: " + string.Join(", ", forgotten));
        Assert.True(places.Count > 80);

        var faults = new ConcurrentBag<string>();
        var asked = 0;
        await Parallel.ForEachAsync(cast, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (person, _) =>
        {
            using var client = person.Value is null ? app.Anonymous() : await app.SignedIn(person.Value);
            foreach (var place in places)
            {
                var rule = RuleOf(place.Pattern)!;
                var sees = Sees(rule, place.Pattern, person.Key);
                var expected = ExpectGet(rule, place.Pattern, person.Key, sees);
                await Check(client, person.Key, "GET", place.Address, expected == Answer.Open && place.Adds && !rule.Writes.Contains(person.Key) ? Answer.Refused : expected);
                // What is not there is not there for anybody. Whom the policy refuses does not get so far as to learn it.
                foreach (var address in Others(place).Where(_ => expected is Answer.Open or Answer.NotThere))
                    await Check(client, person.Key, "GET", address, Answer.NotThere, refusedIsFine: place.Adds || IsRefusedElsewhere(person.Key));
            }
        });
        // Posts of those who may not: nothing of what follows may be changed by them.
        await Parallel.ForEachAsync(cast, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (person, _) =>
        {
            using var client = person.Value is null ? app.Anonymous() : await app.SignedIn(person.Value);
            var token = await client.Token();
            foreach (var place in places)
            {
                var rule = RuleOf(place.Pattern)!;
                var sees = Sees(rule, place.Pattern, person.Key);
                foreach (var handler in place.Posts)
                {
                    var expected = ExpectPost(rule, place.Pattern, person.Key, sees);
                    if (expected != Answer.Open)
                        await Check(client, person.Key, "POST", At(place.Address, handler), expected, token);
                    foreach (var address in Others(place).Where(_ => rule.Reads.Contains(person.Key)))
                        await Check(client, person.Key, "POST", At(address, handler), Answer.NotThere, token, refusedIsFine: true);
                }
            }
        });
        // Posts of those who may, one after the other: an empty form is looked at, and answered with anything but a fault or a refusal.
        foreach (var place in places.Where(p => p.Posts.Count > 0))
        {
            var rule = RuleOf(place.Pattern)!;
            foreach (var person in cast.Where(p => ExpectPost(rule, place.Pattern, p.Key, Sees(rule, place.Pattern, p.Key)) == Answer.Open))
            {
                using var client = person.Value is null ? app.Anonymous() : await app.SignedIn(person.Value);
                // With no token nothing is done, so the next person finds the same; that it is the token that lacks shows that the door was open.
                foreach (var handler in place.Posts)
                    await Check(client, person.Key, "POST without a token", At(place.Address, handler), Answer.Open);
            }
        }

        Assert.True(asked > 3000, string.Create(CultureInfo.InvariantCulture, $"Only {asked} requests were made."));
        Assert.True(faults.IsEmpty, string.Create(CultureInfo.InvariantCulture, $"{faults.Count} of {asked}:\n{string.Join('\n', faults.Order(StringComparer.Ordinal).Take(60))}"));

        async Task Check(PiaClient client, Cast who, string method, string address, Answer expected, string? token = null, bool refusedIsFine = false)
        {
            Interlocked.Increment(ref asked);
            using var content = method == "GET" ? null : new FormUrlEncodedContent(token is null ? [] : [new("__RequestVerificationToken", token)]);
            using var request = new HttpRequestMessage(method == "GET" ? HttpMethod.Get : HttpMethod.Post, new Uri(address, UriKind.Relative)) { Content = content };
            using var response = await client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            var answer = Of(response);
            var fine = answer == expected || (refusedIsFine && expected == Answer.NotThere && (answer == Answer.Refused || response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Conflict));
            if (!fine || (int)response.StatusCode >= 500)
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{who} {method} {address}: {expected} expected, {(int)response.StatusCode} {response.Headers.Location}"));
        }
    }

    /// <summary>Their role reads no assessment: of one that they were not asked into, there or not, the policy refuses them.</summary>
    private static bool IsRefusedElsewhere(Cast who) => who is Cast.AskedToRead or Cast.AskedToEdit;

    private static IEnumerable<string> Others(Place place) => new[] { place.OfAForeignParent, place.Unknown }.OfType<string>();

    private static bool IsInside(string pattern) => Fits(pattern, Inside);

    private static Answer ExpectGet(Rule rule, string pattern, Cast who, bool sees) =>
        rule.Reads.Contains(who) ? sees ? Answer.Open : Answer.NotThere
        : who == Cast.Nobody ? Answer.SignIn
        // Of a request for evidence nobody is told that it is there.
        : Fits(pattern, "evidence-requests") ? Answer.NotThere : Answer.Refused;

    private static Answer ExpectPost(Rule rule, string pattern, Cast who, bool sees) =>
        rule.Writes.Contains(who) && sees ? Answer.Open
        : ExpectGet(rule, pattern, who, sees) is not Answer.Open and var closed ? closed : Answer.Refused;

    private static Answer Of(HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.Unauthorized => Answer.SignIn,
        HttpStatusCode.Redirect when response.Headers.Location!.OriginalString.Contains("/account/sign-in?", StringComparison.Ordinal) => Answer.SignIn,
        HttpStatusCode.Forbidden => Answer.Refused,
        HttpStatusCode.NotFound => Answer.NotThere,
        _ => Answer.Open,
    };

    private static string At(string address, string? handler) => handler is null ? address : $"{address}?handler={handler}";

    private async Task<Dictionary<Cast, Person?>> Employ(Assessment own)
    {
        var cast = new Dictionary<Cast, Person?>
        {
            [Cast.Nobody] = null,
            [Cast.AgencyOfficer] = await Build.Person(app, "Hanna Hall", Roles.Officer, TestCity.Hall),
            [Cast.OtherOfficer] = TestCity.TransportOfficer,
            [Cast.CityOfficer] = TestCity.Officer,
            [Cast.Reviewer] = TestCity.Reviewer,
            [Cast.Dpo] = TestCity.Dpo,
            [Cast.Vendor] = TestCity.Vendor,
            [Cast.OtherVendor] = await Build.Person(app, "Vito Vendor", Roles.Vendor, TestCity.Transport),
            [Cast.CityAuditor] = TestCity.Auditor,
            [Cast.AgencyAuditor] = await Build.Person(app, "Anton Agency", Roles.Auditor, TestCity.Hall, cityWide: true),
            [Cast.AssessmentAuditor] = await Build.Person(app, "Amira Assessment", Roles.Auditor, TestCity.Transport),
            [Cast.OtherAuditor] = await Build.Person(app, "Oskar Other", Roles.Auditor, TestCity.Hall, cityWide: true),
            [Cast.PastAuditor] = await Build.Person(app, "Paula Past", Roles.Auditor, TestCity.Hall, cityWide: true),
            [Cast.Administrator] = TestCity.Administrator,
            [Cast.OtherReader] = await Build.Person(app, "Otto Reader", Roles.Reader, TestCity.Transport),
            [Cast.OfAMadeRole] = await Build.Person(app, "Petra Project", await Build.Role(app, "Project office", Permission.ReadAssessments, Permission.Comment), TestCity.Hall),
            [Cast.AskedToRead] = await Build.Person(app, "Ronja Read", Roles.Reader, TestCity.Transport),
            [Cast.AskedToComment] = await Build.Person(app, "Cora Comment", Roles.Officer, TestCity.Transport),
            [Cast.AskedToEdit] = await Build.Person(app, "Edda Edit", Roles.Reader, TestCity.Transport),
        };
        foreach (var (who, part) in new[] { (Cast.AskedToRead, ParticipantRole.Reader), (Cast.AskedToComment, ParticipantRole.Commenter), (Cast.AskedToEdit, ParticipantRole.Editor) })
            await Build.AskIn(app, own, cast[who]!, part);
        await app.Db(async db =>
        {
            await TestCity.GrantAccess(db, cast[Cast.AgencyAuditor]!, agencies: [TestCity.Hall]);
            await TestCity.GrantAccess(db, cast[Cast.AssessmentAuditor]!, assessments: [own.Id]);
            await TestCity.GrantAccess(db, cast[Cast.OtherAuditor]!, agencies: [TestCity.Transport]);
            return await TestCity.GrantAccess(db, cast[Cast.PastAuditor]!, wholeCity: true, lastDay: new(2026, 3, 1));
        });
        return cast;
    }

    private async Task<List<Place>> Places(Assessment own, Assessment foreign)
    {
        var pages = await SamplePages.All(app, own);
        releasedTo = pages.First(p => p.Address.StartsWith("/released/", StringComparison.Ordinal)).Who;
        var others = (await SamplePages.All(app, foreign)).Select(p => Parts(p.Address)).ToList();
        var loader = app.Services.GetRequiredService<PageLoader>();
        var places = new List<Place>();
        // A fault page answers what failed.
        foreach (var page in pages.Where(p => !p.Address.StartsWith("/fault", StringComparison.Ordinal)))
        {
            var compiled = await loader.LoadAsync(page.Endpoint!.Metadata.GetRequiredMetadata<PageActionDescriptor>(), page.Endpoint.Metadata);
            var parts = Parts(page.Address);
            var last = Array.FindLastIndex(parts, p => Guid.TryParse(p, out var _));
            // The same address in the other assessment has other ids in the same places.
            var other = last < 0 ? null : others.Find(o => o.Length == parts.Length && Enumerable.Range(0, parts.Length).All(i => i == 1 || o[i] == parts[i] || Guid.TryParse(o[i], out var _)));
            var pattern = page.Endpoint.RoutePattern.RawText!.TrimStart('/');
            var isOwned = IsInside(pattern) || Fits(pattern, Described);
            var ofForeign = other is not null && other[last] != parts[last] && isOwned ? With(parts, last, other[last]) : null;
            var unknown = isOwned ? With(parts, 1, "PIA-1900-001")
                : last >= 0 && !Fits(pattern, "city") ? With(parts, last, Guid.CreateVersion7().ToString()) : null;
            var adds = IsInside(pattern) && !Fits(pattern, Inside + "/comments") && (pattern.EndsWith("/new", StringComparison.Ordinal) || Fits(pattern, Inside + "/safeguards/") || (pattern.EndsWith("{id:guid?}", StringComparison.Ordinal) && parts.Length < pattern.Split('/').Length));
            places.Add(new(pattern, page.Address, adds, ofForeign, unknown,
                [.. compiled.HandlerMethods.Where(h => h.HttpMethod.Equals("Post", StringComparison.OrdinalIgnoreCase)).Select(h => h.Name)]));
        }
        return places;
    }

    private static string[] Parts(string address) => address.TrimStart('/').Split('/');

    private static string With(string[] parts, int at, string value) => "/" + string.Join('/', parts.Select((p, i) => i == at ? value : p));
}
