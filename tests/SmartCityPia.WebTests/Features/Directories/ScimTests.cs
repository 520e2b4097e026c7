using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Notices;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.Directories;
using Xunit;
using static SmartCityPia.WebTests.Features.Directories.DirectoryCity;

namespace SmartCityPia.WebTests.Features.Directories;

/// <summary>SCIM with the examples of RFC 7643 and 7644 as they stand, and with what Entra ID and Okta send.</summary>
public sealed class ScimTests(DirectoryCity city) : IClassFixture<DirectoryCity>
{
    private const string Jensen = """
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"bjensen","externalId":"bjensen",
         "name":{"formatted":"Ms. Barbara J Jensen III","familyName":"Jensen","givenName":"Barbara"}}
        """;

    /// <summary>RFC 7643, 8.2, but for its id and meta.</summary>
    private const string Full = """
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"2819c223-7f76-453a-919d-413861904646","externalId":"701984","userName":"bjensen@example.com",
         "name":{"formatted":"Ms. Barbara J Jensen, III","familyName":"Jensen","givenName":"Barbara","middleName":"Jane","honorificPrefix":"Ms.","honorificSuffix":"III"},
         "displayName":"Babs Jensen","nickName":"Babs","profileUrl":"https://login.example.com/bjensen",
         "emails":[{"value":"bjensen@example.com","type":"work","primary":true},{"value":"babs@jensen.org","type":"home"}],
         "addresses":[{"type":"work","streetAddress":"100 Universal City Plaza","locality":"Hollywood","region":"CA","postalCode":"91608","country":"USA","formatted":"100 Universal City Plaza\nHollywood, CA 91608 USA","primary":true}],
         "phoneNumbers":[{"value":"555-555-5555","type":"work"}],"ims":[{"value":"someaimhandle","type":"aim"}],"photos":[{"value":"https://photos.example.com/profilephoto/72930000000Ccne/F","type":"photo"}],
         "userType":"Employee","title":"Tour Guide","preferredLanguage":"en-US","locale":"en-US","timezone":"America/Los_Angeles","active":true,"password":"t1meMa$heen",
         "groups":[{"value":"e9e30dba-f08f-4109-8486-d5c6a331660a","$ref":"https://example.com/v2/Groups/e9e30dba-f08f-4109-8486-d5c6a331660a","display":"Tour Guides"}],
         "x509Certificates":[{"value":"MIIDQzCCAqygAwIBAgICEAAwDQYJKoZIhvcNAQEFBQAwTjELMAkGA1UEBhMCVVMx"}],
         "meta":{"resourceType":"User","created":"2010-01-23T04:56:22Z","lastModified":"2011-05-13T04:42:34Z","version":"W\/\"a330bc54f0671c9\"","location":"https://example.com/v2/Users/2819c223-7f76-453a-919d-413861904646"}}
        """;

    [Fact]
    public async Task Descriptions_SayWhatIsDone()
    {
        var config = (await city.Ok("GET", "ServiceProviderConfig")).Body!;
        Assert.True(config["patch"]!["supported"]!.GetValue<bool>());
        Assert.False(config["bulk"]!["supported"]!.GetValue<bool>());
        Assert.Equal("oauthbearertoken", config["authenticationSchemes"]![0]!["type"]!.GetValue<string>());
        Assert.Equal(["User", "Group"], (await city.Ok("GET", "ResourceTypes")).Body!["Resources"]!.AsArray().Select(r => r!["id"]!.GetValue<string>()));
        Assert.Equal("/Users", (await city.Ok("GET", "ResourceTypes/User")).Body!["endpoint"]!.GetValue<string>());
        var schema = (await city.Ok("GET", "Schemas/urn:ietf:params:scim:schemas:core:2.0:User")).Body!;
        Assert.Contains(schema["attributes"]!.AsArray(), a => a!["name"]!.GetValue<string>() == "userName" && a["required"]!.GetValue<bool>());
        Assert.Equal(2, (await city.Ok("GET", "Schemas")).Body!["totalResults"]!.GetValue<int>());
        await city.Refused(HttpStatusCode.NotFound, null, "GET", "Schemas/urn:none");
        await city.Refused(HttpStatusCode.NotImplemented, null, "POST", "Bulk", "{}");
        await city.Refused(HttpStatusCode.NotImplemented, null, "GET", "Me");
        await city.Refused(HttpStatusCode.MethodNotAllowed, null, "DELETE", "Users");
        await city.Refused(HttpStatusCode.NotFound, null, "GET", "Devices");
    }

    [Fact]
    public async Task Examples_OfTheStandard_AreCarriedOut()
    {
        var made = await city.Ok("POST", "Users", Jensen, HttpStatusCode.Created);
        var at = "Users/" + made.Id;
        Assert.EndsWith("/scim/v2/" + at, made.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(("bjensen", "bjensen", true, "User"), (Text(made, "userName"), Text(made, "externalId"), made.Body!["active"]!.GetValue<bool>(), made.Body["meta"]!["resourceType"]!.GetValue<string>()));
        Assert.Equal(("Ms. Barbara J Jensen III", null), await Account(made.Key));

        var got = await city.Ok("GET", at);
        Assert.True(JsonNode.DeepEquals(made.Body, got.Body));
        Assert.Equal(made.Headers.ETag, got.Headers.ETag);
        Assert.Equal(["bjensen"], Names(await city.Ok("GET", "Users?filter=userName%20eq%20%22bjensen%22")));
        var slim = (await city.Ok("GET", at + "?attributes=userName")).Body!;
        Assert.Equal(["id", "schemas", "userName"], slim.Select(p => p.Key).Order(StringComparer.Ordinal));

        // 3.5.1
        var put = await city.Ok("PUT", at, $$"""
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"{{made.Id}}","userName":"bjensen","externalId":"bjensen",
             "name":{"formatted":"Ms. Barbara J Jensen III","familyName":"Jensen","givenName":"Barbara","middleName":"Jane"},
             "roles":[],"emails":[{"value":"bjensen@example.com"},{"value":"babs@jensen.org"}]}
            """);
        Assert.Equal("Jane", put.Body!["name"]!["middleName"]!.GetValue<string>());
        Assert.Equal(("Ms. Barbara J Jensen III", "bjensen@example.com"), await Account(made.Key));

        // 3.5.2.1 to 3.5.2.3, the ones on people
        await city.Ok("PATCH", at, Patch("""{"op":"add","value":{"emails":[{"value":"babs@jensen.org","type":"home"}],"nickname":"Babs"}}"""));
        await city.Ok("PATCH", at, Patch("""{"op":"replace","path":"emails","value":[{"value":"work@example.com","type":"work"},{"value":"babs@jensen.org","type":"home"}]}"""));
        await city.Ok("PATCH", at, Patch("""{"op":"remove","path":"emails[type eq \"work\" and value ew \"example.com\"]"}"""));
        Assert.Equal("babs@jensen.org", (await Account(made.Key)).Email);
        await city.Ok("PATCH", at, Patch("""{"op":"replace","path":"addresses[type eq \"work\"]","value":{"type":"work","streetAddress":"911 Universal City Plaza","locality":"Hollywood","region":"CA","postalCode":"91608","country":"US","formatted":"911 Universal City Plaza\nHollywood, CA 91608 US","primary":true}}"""));
        await city.Ok("PATCH", at, Patch("""{"op":"replace","path":"addresses[type eq \"work\"].streetAddress","value":"1010 Broadway Ave"}"""));
        var replaced = await city.Ok("PATCH", at, Patch("""{"op":"replace","value":{"emails":[{"value":"bjensen@example.com","type":"work","primary":true},{"value":"babs@jensen.org","type":"home"}],"nickname":"Babs"}}"""));
        Assert.Equal(2, replaced.Body!["emails"]!.AsArray().Count);
        Assert.DoesNotContain("Babs", replaced.Text, StringComparison.Ordinal);

        await city.Ok("DELETE", at, null, HttpStatusCode.NoContent);
        await city.Refused(HttpStatusCode.NotFound, null, "GET", at);
        await city.Refused(HttpStatusCode.NotFound, null, "PATCH", at, Patch("""{"op":"replace","path":"active","value":true}"""));
        Assert.Empty(Names(await city.Ok("GET", "Users?filter=userName%20eq%20%22bjensen%22")));
        Assert.NotNull(await city.App.Db(db => db.Users.Where(u => u.Id == made.Key).Select(u => u.DeactivatedAt).SingleAsync()));
        // Who was deleted is in nobody's way, and who comes back is the same.
        Assert.Equal(made.Id, (await city.Ok("POST", "Users", Jensen, HttpStatusCode.Created)).Id);
        var full = await city.Ok("POST", "Users", Full, HttpStatusCode.Created);
        Assert.Equal(("Babs Jensen", "bjensen@example.com"), await Account(full.Key));
        Assert.DoesNotContain("555-555", full.Text + await city.App.Db(db => db.DirectoryPeople.Where(p => p.AccountId == full.Key).Select(p => p.Said).SingleAsync()), StringComparison.Ordinal);
        Assert.NotEqual("2819c223-7f76-453a-919d-413861904646", full.Id);
        Assert.Null(full.Body!["groups"]);
    }

    [Fact]
    public async Task Examples_OnGroups_AreCarriedOut()
    {
        var (one, two) = (await city.Hire("babs"), await city.Hire("james"));
        // RFC 7643, 8.4
        var made = await city.Ok("POST", "Groups", $$"""
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Tour Guides","members":[{"value":"{{one.Id}}","$ref":"https://example.com/v2/Users/x","display":"Babs Jensen"}]}
            """, HttpStatusCode.Created);
        var at = "Groups/" + made.Id;
        async Task<List<string>> Members() => [.. ((await city.Ok("GET", at)).Body!["members"]?.AsArray() ?? []).Select(m => m!["value"]!.GetValue<string>()).Order(StringComparer.Ordinal)];
        Assert.Equal([one.Id], await Members());

        await city.Ok("PATCH", at, Patch($$"""{"op":"add","path":"members","value":[{"display":"James","$ref":"https://example.com/v2/Users/y","value":"{{two.Id}}"}]}"""), HttpStatusCode.NoContent);
        Assert.Equal(new[] { one.Id, two.Id }.Order(StringComparer.Ordinal), await Members());
        await city.Ok("PATCH", at, Patch($$"""{"op":"remove","path":"members[value eq \"{{one.Id}}\"]"}"""), HttpStatusCode.NoContent);
        Assert.Equal([two.Id], await Members());
        await city.Ok("PATCH", at, Patch("""{"op":"remove","path":"members"}"""), HttpStatusCode.NoContent);
        Assert.Empty(await Members());
        await city.Ok("PATCH", at, Patch($$"""{"op":"remove","path":"members[value eq \"{{one.Id}}\"]"}""", $$"""{"op":"add","path":"members","value":[{"value":"{{one.Id}}"},{"value":"{{two.Id}}"}]}"""), HttpStatusCode.NoContent);
        Assert.Equal(2, (await Members()).Count);
        await city.Ok("PATCH", at, Patch($$"""{"op":"replace","path":"members","value":[{"display":"Babs","value":"{{one.Id}}"}]}"""), HttpStatusCode.NoContent);
        Assert.Equal([one.Id], await Members());
        // Entra ID: removes by value, asks without members, and whether one is in it.
        await city.Ok("PATCH", at, Patch($$"""{"op":"Remove","path":"members","value":[{"value":"{{one.Id}}"}]}"""), HttpStatusCode.NoContent);
        Assert.Empty(await Members());
        await city.Ok("PATCH", at, Patch($$"""{"op":"Add","path":"members","value":[{"$ref":null,"value":"{{two.Id}}"}]}"""), HttpStatusCode.NoContent);
        Assert.Null((await city.Ok("GET", at + "?excludedAttributes=members")).Body!["members"]);
        Assert.Equal(1, Total(await city.Ok("GET", $"Groups?filter=id%20eq%20%22{made.Id}%22%20and%20members%20eq%20%22{two.Id}%22")));
        Assert.Equal(0, Total(await city.Ok("GET", $"Groups?filter=id%20eq%20%22{made.Id}%22%20and%20members%20eq%20%22{one.Id}%22")));
        Assert.Equal(1, Total(await city.Ok("GET", "Groups?excludedAttributes=members&filter=displayName%20eq%20%22tour%20guides%22")));
        // Okta: renames without a path, with the id in it, and sends a whole group.
        await city.Ok("PATCH", at, Patch($$"""{"op":"replace","value":{"id":"{{made.Id}}","displayName":"Guides"} }"""), HttpStatusCode.NoContent);
        var put = await city.Ok("PUT", at, $$"""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"{{made.Id}}","displayName":"Guides","members":[{"value":"{{one.Id}}","display":"babs"}]}""");
        Assert.Equal("Guides", Text(put, "displayName"));
        Assert.Equal([made.Id], (await city.Ok("GET", "Users/" + one.Id)).Body!["groups"]!.AsArray().Select(g => g!["value"]!.GetValue<string>()));
        await city.Refused(HttpStatusCode.Conflict, "uniqueness", "POST", "Groups", """{"displayName":"GUIDES"}""");
        await city.Ok("DELETE", at, null, HttpStatusCode.NoContent);
        await city.Refused(HttpStatusCode.NotFound, null, "GET", at);
        Assert.Null((await city.Ok("GET", "Users/" + one.Id)).Body!["groups"]);
    }

    [Fact]
    public async Task EntraAndOkta_AsTheySendIt()
    {
        var made = await city.Ok("POST", "Users", """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],"externalId":"0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef","userName":"Test_User_ab6490ee@city.example","active":true,
             "emails":[],"meta":{"resourceType":"User"},"name":{"formatted":"givenName familyName","familyName":"familyName","givenName":"givenName"},"roles":[{"value":"Administrator","primary":"True"}],
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Privacy","manager":"x"}}
            """, HttpStatusCode.Created);
        var at = "Users/" + made.Id;
        Assert.Null(await Role(made.Key));
        await city.Ok("PATCH", at, Patch("""{"op":"Add","path":"emails[type eq \"work\"].value","value":"first@city.example"}""", """{"op":"Replace","path":"name.familyName","value":"Updated"}""", """{"op":"Replace","path":"userName","value":"5b50642d@city.example"}""",
            """{"op":"Add","path":"phoneNumbers[type eq \"mobile\"].value","value":"+1"}""", """{"op":"Replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department","value":"Law"}"""));
        Assert.Equal("first@city.example", (await Account(made.Key)).Email);
        await city.Ok("PATCH", at, Patch("""{"op":"Replace","path":"emails[type eq \"work\"].value","value":"second@city.example"}"""));
        Assert.Equal("second@city.example", (await Account(made.Key)).Email);
        await city.Ok("PATCH", at, Patch("""{"op":"Replace","value":{"displayName":"Dotted","name.givenName":"Gina","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department":"IT"}}"""));
        Assert.Equal("Dotted", (await Account(made.Key)).Name);
        var off = await city.Ok("PATCH", at, Patch("""{"op":"Replace","path":"active","value":"False"}"""));
        Assert.False(off.Body!["active"]!.GetValue<bool>());
        Assert.Equal(1, Total(await city.Ok("GET", "Users?filter=externalId%20eq%20%220a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef%22%20and%20active%20eq%20%22False%22")));
        Assert.True((await city.Ok("PATCH", at, Patch("""{"op":"replace","value":{"active":true}}"""))).Body!["active"]!.GetValue<bool>());
        Assert.False((await city.Ok("PUT", at, """{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"5b50642d@city.example","externalId":"0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef","active":false,"emails":[{"primary":true,"value":"third@city.example","type":"work"}]}""")).Body!["active"]!.GetValue<bool>());
        // Entra's test of the connection.
        Assert.Equal(0, Total(await city.Ok("GET", "Users?filter=userName+eq+%22non-existent%22")));
        Assert.Empty((await city.Ok("GET", "Users?startIndex=1&count=0")).Body!["Resources"]!.AsArray());
    }

    [Theory]
    [InlineData("name.familyName co \"o'malley\"", "zoe")]
    [InlineData("userName sw \"filter-z\"", "zoe")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:userName sw \"filter-a\"", "ann")]
    [InlineData("title pr", "")]
    [InlineData("meta.lastModified gt \"2011-05-13T04:42:34Z\" and userName sw \"filter-\"", "ann zoe")]
    [InlineData("meta.lastModified lt \"2011-05-13T04:42:34Z\"", "")]
    [InlineData("title pr or name.familyName eq \"O'Malley\"", "zoe")]
    [InlineData("schemas eq \"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\"", "")]
    [InlineData("displayName sw \"Filter\" and (emails co \"example.com\" or emails.value co \"example.org\")", "ann zoe")]
    [InlineData("displayName sw \"Filter\" and not (emails co \"example.com\" or emails.value co \"example.net\")", "zoe")]
    [InlineData("displayName sw \"Filter\" and (emails.type eq \"work\")", "ann")]
    [InlineData("displayName sw \"Filter\" and emails[type eq \"work\" and value co \"@example.com\"]", "ann")]
    [InlineData("emails[type eq \"home\" and value co \"@example.org\"] or ims[type eq \"xmpp\" and value co \"@foo.com\"]", "zoe")]
    [InlineData("externalId eq \"filter-ext-ann\" and userName eq \"FILTER-ANN\"", "ann")]
    [InlineData("externalId eq \"FILTER-EXT-ANN\"", "")]
    [InlineData("userName eq \"filter-ann\" and userName eq \"filter-zoe\"", "")]
    [InlineData("USERNAME EQ \"filter-ann\"", "ann")]
    public async Task Filters_OfTheStandard_FindWhatTheySay(string filter, string found)
    {
        foreach (var (name, family, mail, kind) in new[] { ("ann", "Archer", "ann@example.com", "work"), ("zoe", "O'Malley", "zoe@example.org", "home") })
            await city.Send("POST", "Users", $$"""{"userName":"filter-{{name}}","externalId":"filter-ext-{{name}}","displayName":"Filter {{name}}","name":{"familyName":"{{family}}"},"emails":[{"value":"{{mail}}","type":"{{kind}}"}]}""");

        var answer = await city.Ok("GET", "Users?count=200&filter=" + Uri.EscapeDataString(filter));

        Assert.Equal(found.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => "filter-" + n), Names(answer).Where(n => n.StartsWith("filter-", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Pages_HaveABoundAndAnOrder()
    {
        foreach (var number in Enumerable.Range(1, 5))
            await city.Hire($"page{number}");
        var all = Names(await city.Ok("GET", "Users?count=200"));
        var total = Total(await city.Ok("GET", "Users?startIndex=1&count=2"));
        var seen = new List<string>();
        for (var start = 1; start <= total; start += 2)
            seen.AddRange(Names(await city.Ok("GET", $"Users?startIndex={start}&count=2")));
        Assert.Equal(all, seen);
        var last = await city.Ok("GET", $"Users?startIndex={total + 1}");
        Assert.Equal((total, 0), (Total(last), last.Body!["itemsPerPage"]!.GetValue<int>()));
        Assert.Equal(1, (await city.Ok("GET", "Users?startIndex=-5&count=-5")).Body!["startIndex"]!.GetValue<int>());
        Assert.True((await city.Ok("GET", "Users?count=1000000")).Body!["Resources"]!.AsArray().Count <= ScimEndpoints.PageMax);
        await city.Refused(HttpStatusCode.BadRequest, "invalidValue", "GET", "Users?count=many");
    }

    [Fact]
    public async Task Versions_OfWhatWasSeen_AreHeldTo()
    {
        var made = await city.Hire("tagged");
        var at = "Users/" + made.Id;
        var tag = made.Headers.ETag!.ToString();
        Assert.Equal(HttpStatusCode.NotModified, (await city.Send("GET", at, headers: ("If-None-Match", tag))).Status);
        var changed = await city.Send("PATCH", at, Patch("""{"op":"replace","path":"displayName","value":"Once"}"""), headers: ("If-Match", tag));
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.NotEqual(tag, changed.Headers.ETag!.ToString());
        var late = await city.Send("PATCH", at, Patch("""{"op":"replace","path":"displayName","value":"Twice"}"""), headers: ("If-Match", tag));
        Assert.Equal(HttpStatusCode.PreconditionFailed, late.Status);
        IsFault(late);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await city.Send("DELETE", at, headers: ("If-Match", tag))).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await city.Send("DELETE", at, headers: ("If-Match", "*"))).Status);
    }

    [Fact]
    public async Task Groups_GiveTheRoleAtOnce_AndSignInFindsTheSameAccount()
    {
        var made = await city.Hire("paula");
        var group = await city.Ok("POST", "Groups", $$"""{"displayName":"Privacy","externalId":"pia/officers","members":[{"value":"{{made.Id}}"}]}""", HttpStatusCode.Created);
        Assert.Equal(Roles.Officer, await Role(made.Key));
        // The token of sign-in says otherwise: what the directory told counts.
        using var client = await city.Come("paula", "admins");
        HtmlAssert.Ok(await client.Get("/assessments"));
        Assert.Equal(1, await city.App.Db(db => db.Users.CountAsync(u => u.Email == "paula@scim.example")));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await client.Get("/accounts"));

        await city.Ok("PATCH", "Groups/" + group.Id, Patch($$"""{"op":"remove","path":"members[value eq \"{{made.Id}}\"]"}"""), HttpStatusCode.NoContent);
        Assert.Null(await Role(made.Key));
        HtmlAssert.Redirects(await client.Get("/assessments"));
        await city.Ok("PATCH", "Groups/" + group.Id, Patch($$"""{"op":"add","path":"members","value":[{"value":"{{made.Id}}"}]}"""), HttpStatusCode.NoContent);
        using var again = await city.Come("paula");
        HtmlAssert.Ok(await again.Get("/assessments"));
        // Renamed to what the configuration does not know: it gives nothing.
        await city.Ok("PATCH", "Groups/" + group.Id, Patch("""{"op":"replace","path":"externalId","value":"elsewhere"}"""), HttpStatusCode.NoContent);
        Assert.Null(await Role(made.Key));
        await city.Ok("PATCH", "Groups/" + group.Id, Patch("""{"op":"replace","path":"displayName","value":"transport"}"""), HttpStatusCode.NoContent);
        Assert.Equal(TestCity.Transport, await city.App.Db(db => db.Users.Where(u => u.Id == made.Key).Select(u => u.OrganisationId).SingleAsync()));
        using var third = await city.Come("paula");
        HtmlAssert.Ok(await third.Get("/assessments"));
        await city.Ok("PATCH", "Users/" + made.Id, Patch("""{"op":"Replace","path":"active","value":"False"}"""));
        HtmlAssert.Redirects(await third.Get("/assessments"));
        Assert.Equal(SessionEnd.Deactivated, await city.App.Db(db => db.Sessions.Where(s => s.AccountId == made.Key).OrderByDescending(s => s.Id).Select(s => s.EndedBy).FirstAsync()));
        await city.Ok("DELETE", "Groups/" + group.Id, null, HttpStatusCode.NoContent);
        Assert.Null(await Role(made.Key));
    }

    [Fact]
    public async Task SignInFirst_ThenTheDirectory_IsTheSameAccount()
    {
        var group = await city.Ok("POST", "Groups", """{"displayName":"unrelated"}""", HttpStatusCode.Created);
        using var client = await city.Come("early", "pia/officers");
        var id = await city.App.Db(db => db.Users.Where(u => u.Email == "early@scim.example").Select(u => u.Id).SingleAsync());

        var made = await city.Hire("early");

        Assert.Equal(id, made.Key);
        // Now the directory's groups count, of which it is in none.
        Assert.Null(await Role(id));
        HtmlAssert.Redirects(await client.Get("/assessments"));
        await city.Ok("DELETE", "Groups/" + group.Id, null, HttpStatusCode.NoContent);
        // A foreign address is no proof of who somebody is.
        await city.Refused(HttpStatusCode.Conflict, "uniqueness", "POST", "Users", $$"""{"userName":"thief","externalId":"sub-thief","emails":[{"value":"{{TestCity.Officer.Email}}"}]}""");
        await city.Refused(HttpStatusCode.Conflict, "uniqueness", "PATCH", "Users/" + made.Id, Patch($$"""{"op":"replace","path":"emails","value":[{"value":"{{TestCity.Administrator.Email}}"}]}"""));
        await city.Refused(HttpStatusCode.Conflict, "uniqueness", "POST", "Users", """{"userName":"EARLY","externalId":"another"}""");
        await city.Refused(HttpStatusCode.Conflict, "uniqueness", "POST", "Users", """{"userName":"another","externalId":"sub-early"}""");
    }

    [Fact]
    public async Task LastAdministratorAndEmergencyAccess_StayWhatTheyAre()
    {
        var boss = await city.Hire("boss");
        var group = await city.Ok("POST", "Groups", $$"""{"displayName":"admins","members":[{"value":"{{boss.Id}}"}]}""", HttpStatusCode.Created);
        Assert.Equal(Roles.Administrator, await Role(boss.Key));
        await city.App.Db(db => db.Users.Where(u => u.Id == TestCity.Administrator.Id).ExecuteUpdateAsync(u => u.SetProperty(x => x.DeactivatedAt, TestCity.Start)));
        try
        {
            foreach (var (method, path, body) in new (string, string, string?)[]
            {
                ("DELETE", "Users/" + boss.Id, null), ("PATCH", "Users/" + boss.Id, Patch("""{"op":"replace","path":"active","value":false}""")), ("PUT", "Users/" + boss.Id, """{"userName":"boss","externalId":"sub-boss","active":false}"""),
                ("DELETE", "Groups/" + group.Id, null), ("PATCH", "Groups/" + group.Id, Patch("""{"op":"remove","path":"members"}""")), ("PUT", "Groups/" + group.Id, """{"displayName":"admins"}"""),
                ("PATCH", "Groups/" + group.Id, Patch("""{"op":"replace","path":"displayName","value":"former"}""")),
            })
                await city.Refused(HttpStatusCode.Forbidden, null, method, path, body);
            Assert.Equal(Roles.Administrator, await Role(boss.Key));
            Assert.Null(await city.App.Db(db => db.Users.Where(u => u.Id == boss.Key).Select(u => u.DeactivatedAt).SingleAsync()));
        }
        finally
        {
            await city.App.Db(db => db.Users.Where(u => u.Id == TestCity.Administrator.Id).ExecuteUpdateAsync(u => u.SetProperty(x => x.DeactivatedAt, (DateTimeOffset?)null)));
        }
        await city.Ok("DELETE", "Groups/" + group.Id, null, HttpStatusCode.NoContent);

        // Emergency access, once with its address, once by a key that somebody linked to it.
        await city.Refused(HttpStatusCode.Conflict, "uniqueness", "POST", "Users", $$"""{"userName":"glass","emails":[{"value":"{{TestCity.Colleague.Email.ToUpperInvariant()}}"}]}""");
        await city.App.Db(async db =>
        {
            db.UserLogins.Add(new() { LoginProvider = city.Provider.Address.ToString(), ProviderKey = "sub-glass", UserId = TestCity.Colleague.Id });
            return await db.SaveChangesAsync();
        });
        await city.Refused(HttpStatusCode.Conflict, "uniqueness", "POST", "Users", """{"userName":"glass","externalId":"sub-glass","active":false}""");
        Assert.Null(await city.App.Db(db => db.Users.Where(u => u.Id == TestCity.Colleague.Id).Select(u => u.DeactivatedAt).SingleAsync()));
    }

    [Fact]
    public async Task Administrator_WhoShutAnAccount_HasTheLastWord_AndOpenWorkIsHandedOver()
    {
        var group = await city.Ok("POST", "Groups", """{"displayName":"pia/officers"}""", HttpStatusCode.Created);
        var made = await city.Hire("leaver");
        await city.Ok("PATCH", "Groups/" + group.Id, Patch($$"""{"op":"add","path":"members","value":[{"value":"{{made.Id}}"}]}"""), HttpStatusCode.NoContent);
        var assessment = await Build.Assessment(city.App);
        await city.App.Db(db => db.Assessments.Where(a => a.Id == assessment.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.OwnerId, made.Key)));
        await city.Ok("PATCH", "Users/" + made.Id, Patch("""{"op":"replace","path":"active","value":false}"""));
        Assert.Equal(1, await city.App.Db(db => db.Notices.CountAsync(n => n.Kind == NoticeKind.LeftWithWork && n.PersonId == TestCity.Administrator.Id && n.SubjectId == made.Key)));

        using var administrator = await city.App.SignedIn(TestCity.Administrator);
        var page = HtmlAssert.Ok(await administrator.Get("/accounts/" + made.Id));
        HtmlAssert.Says(page, "Hand over the open work");
        HtmlAssert.Redirects(await administrator.Submit(page, "form[action$='handler=Deactivate']", null, ("SuccessorId", TestCity.Officer.Id.ToString()), ("Reason", "left")), "/accounts/" + made.Id);
        Assert.Equal(TestCity.Officer.Id, await city.App.Db(db => db.Assessments.Where(a => a.Id == assessment.Id).Select(a => a.OwnerId).SingleAsync()));

        // Opened again by the directory, shut by an administrator: it stays shut whatever the directory says.
        Assert.True((await city.Ok("PATCH", "Users/" + made.Id, Patch("""{"op":"replace","path":"active","value":true}"""))).Body!["active"]!.GetValue<bool>());
        page = await administrator.Get("/accounts/" + made.Id);
        HtmlAssert.Redirects(await administrator.Submit(page, "form[action$='handler=Deactivate']", null, ("Reason", "breach")), "/accounts/" + made.Id);
        Assert.False((await city.Ok("PUT", "Users/" + made.Id, """{"userName":"leaver","externalId":"sub-leaver","active":true}""")).Body!["active"]!.GetValue<bool>());
        await city.Ok("DELETE", "Groups/" + group.Id, null, HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Calls_AreEventsWithoutContent()
    {
        var made = await city.Hire("secretname");
        await city.Ok("GET", "Users/" + made.Id);
        await city.Ok("GET", "Users?filter=userName%20eq%20%22secretname%22");
        await city.Ok("PATCH", "Users/" + made.Id, Patch("""{"op":"replace","path":"displayName","value":"Secret Other"}"""));
        await city.Refused(HttpStatusCode.BadRequest, null, "PATCH", "Users/" + made.Id, Patch("""{"op":"replace","path":"nonsense","value":"Secret Third"}"""));
        await city.Ok("DELETE", "Users/" + made.Id, null, HttpStatusCode.NoContent);

        var events = await city.App.Db(db => db.AuditEvents.AsNoTracking().Where(e => e.AccountName == "City ID" && e.Subject == nameof(DirectoryPerson) && e.SubjectId == made.Key).OrderBy(e => e.Id).ToListAsync());
        Assert.Equal(["Added", "Changed", "Opened", "Refused", "Removed"], events.Select(e => e.Verb).Order(StringComparer.Ordinal));
        Assert.True(await city.App.Db(db => db.AuditEvents.AnyAsync(e => e.Verb == "Searched" && e.Subject == nameof(DirectoryPerson))));
        Assert.False(await city.App.Db(db => db.AuditEvents.AnyAsync(e => EF.Functions.ILike(e.Before + e.After + e.Reason, "%secret%"))));
    }

    public static TheoryData<string, string, string?> Nonsense => new()
    {
        { "POST", "Users", "" }, { "POST", "Users", "null" }, { "POST", "Users", "[]" }, { "POST", "Users", "{" }, { "POST", "Users", "{}" }, { "POST", "Users", "\"x\"" }, { "POST", "Users", "{\"userName\":\"a\",\"userName\":\"b\"}" },
        { "POST", "Users", "{\"userName\":{}}" }, { "POST", "Users", "{\"userName\":\"\"}" }, { "POST", "Users", "{\"userName\":\"a\\u0000b\"}" }, { "POST", "Users", "{\"userName\":\"\\ud800\"}" }, { "POST", "Users", "{\"userName\":\"\\u200b\"}" },
        { "POST", "Users", "{\"userName\":\"ok\",\"active\":\"maybe\"}" }, { "POST", "Users", "{\"userName\":\"ok\",\"name\":\"text\"}" }, { "POST", "Users", "{\"userName\":\"ok\",\"emails\":\"not an address\"}" }, { "POST", "Users", "{\"userName\":\"ok\",\"emails\":[[]]}" }, { "POST", "Users", "{\"userName\":\"ok\",\"emails\":[null]}" },
        { "POST", "Users", "{\"userName\":\"" + new string('x', 300) + "\"}" }, { "POST", "Users", "{\"userName\":\"ok\",\"a\":" + new string('[', 100) + new string(']', 100) + "}" }, { "POST", "Users", "{\"userName\":\"ok\",\"b\":\"" + new string('x', 1_100_000) + "\"}" },
        { "GET", "Users/1", null }, { "GET", "Users/00000000-0000-0000-0000-000000000000", null }, { "GET", "Users/{0}/x", null }, { "POST", "Users", "{\"\\ud800\":1,\"userName\":\"\"}" }, { "GET", "Users?filter=", null }, { "GET", "Users?filter=%00", null },
        { "GET", "Users?filter=userName", null }, { "GET", "Users?filter=userName%20eq", null }, { "GET", "Users?filter=userName%20eq%20bjensen", null }, { "GET", "Users?filter=userName%20eq%20%22x", null }, { "GET", "Users?filter=userName%20xx%20%22x%22", null },
        { "GET", "Users?filter=%28userName%20eq%20%22x%22", null }, { "GET", "Users?filter=emails%5Btype%20eq%20%22x%22", null }, { "GET", "Users?filter=userName%20eq%20%7B%7D", null }, { "GET", "Users?filter=userName%20eq%20%22%5C%22", null },
        { "GET", "Users?filter=" + string.Concat(Enumerable.Repeat("(", 500)), null }, { "GET", "Users?filter=" + string.Concat(Enumerable.Repeat("userName%20eq%20%22x%22%20or%20", 200)), null }, { "GET", "Users?startIndex=99999999999999999999", null },
        { "GET", "Users?startIndex=2147483647", null }, { "GET", "Users?count=-2147483648", null }, { "GET", "Users?attributes=%2C%2C.&excludedAttributes=.", null }, { "GET", "Users?filter=userName%20eq%20null", null },
        { "PATCH", "Users/{0}", "{}" }, { "PATCH", "Users/{0}", "{\"Operations\":[]}" }, { "PATCH", "Users/{0}", "{\"Operations\":[1]}" }, { "PATCH", "Users/{0}", "{\"Operations\":[{\"op\":\"move\"}]}" }, { "PATCH", "Users/{0}", "{\"Operations\":[{\"op\":\"remove\"}]}" },
        { "PATCH", "Users/{0}", "{\"Operations\":[{\"op\":\"add\",\"value\":\"x\"}]}" }, { "PATCH", "Users/{0}", "{\"Operations\":[{\"op\":\"replace\",\"path\":\"id\",\"value\":\"x\"}]}" }, { "PATCH", "Users/{0}", "{\"Operations\":[{\"op\":\"remove\",\"path\":\"userName\"}]}" },
        { "PATCH", "Users/{0}", "{\"Operations\":[{\"op\":\"replace\",\"path\":\"emails[\",\"value\":\"x\"}]}" }, { "PATCH", "Users/{0}", "{\"Operations\":[{\"op\":\"replace\",\"path\":\"emails[type eq \\\"none\\\"].value\",\"value\":\"x@y.example\"}]}" },
        { "PATCH", "Users/{0}", "{\"Operations\":[{\"op\":\"replace\",\"path\":\"emails]type[\",\"value\":\"x\"}]}" }, { "PATCH", "Users/{0}", "{\"Operations\":[{\"op\":\"replace\",\"path\":\"active.x\",\"value\":\"x\"}]}" }, { "GET", "Users?filter=userName%20eq%20%22%5Cud800%22", null },
        { "PATCH", "Users/{0}", "{\"Operations\":[{\"op\":\"add\",\"path\":\"emails\"}]}" }, { "PATCH", "Users/{0}", "{\"Operations\":[{\"op\":\"add\",\"path\":\"name\",\"value\":[]}]}" }, { "PATCH", "Users/{0}", "{\"Operations\":[{\"op\":[],\"path\":{}}]}" },
        { "PUT", "Users/{0}", "{\"id\":\"00000000-0000-0000-0000-000000000001\",\"userName\":\"x\"}" }, { "PUT", "Users/{0}", "{\"userName\":null}" },
        { "POST", "Groups", "{}" }, { "POST", "Groups", "{\"displayName\":\"g\",\"members\":[{\"value\":\"x\"}]}" }, { "POST", "Groups", "{\"displayName\":\"g\",\"members\":[{\"value\":\"00000000-0000-0000-0000-000000000001\"}]}" }, { "POST", "Groups", "{\"displayName\":\"g\",\"members\":[{}]}" },
        { "POST", "Groups", "{\"displayName\":\"g\",\"members\":{\"value\":null}}" }, { "POST", "Groups", "{\"displayName\":[\"g\"]}" }, { "PATCH", "Groups/{0}", "{\"Operations\":[{\"op\":\"add\",\"path\":\"members\",\"value\":[]}]}" },
    };

    [Theory, MemberData(nameof(Nonsense))]
    public async Task Nonsense_IsAnsweredInScimsOwnForm(string method, string path, string? body)
    {
        var person = (await city.Ok("GET", "Users?count=1")).Body!["Resources"]!.AsArray().FirstOrDefault()?["id"]?.GetValue<string>() ?? (await city.Hire("nonsense")).Id;
        var answer = await city.Send(method, path.Replace("{0}", person, StringComparison.Ordinal), body);

        Assert.True((int)answer.Status < 500, $"{answer.Status} {answer.Text}");
        if ((int)answer.Status >= 400)
            IsFault(answer);
        Assert.True(method == "GET" || (int)answer.Status >= 400, $"{answer.Status} {answer.Text}");
    }

    [Fact]
    public async Task Body_OfAnotherType_IsRefused()
    {
        foreach (var type in new[] { "text/plain", "application/x-www-form-urlencoded", "application/xml", "" })
            IsFault(await city.Send("POST", "Users", """{"userName":"typed"}""", type: type));
        Assert.Equal(HttpStatusCode.Created, (await city.Send("POST", "Users", """{"userName":"typed"}""", type: "application/json; charset=utf-8")).Status);
    }

    private static string? Text(ScimAnswer answer, string name) => answer.Body![name]?.GetValue<string>();

    private static int Total(ScimAnswer answer) => answer.Body!["totalResults"]!.GetValue<int>();

    private static List<string> Names(ScimAnswer answer) => [.. answer.Body!["Resources"]!.AsArray().Select(r => r!["userName"]!.GetValue<string>())];

    private async Task<(string Name, string? Email)> Account(Guid id)
    {
        var account = await city.App.Db(db => db.Users.AsNoTracking().SingleAsync(u => u.Id == id));
        return (account.DisplayName, account.Email);
    }

    private Task<string?> Role(Guid id) => city.App.Db(db => db.UserRoles.Where(r => r.UserId == id).Join(db.Roles, r => r.RoleId, r => r.Id, (_, r) => r.Name).SingleOrDefaultAsync());
}
