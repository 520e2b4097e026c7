using System.Text;
using CsCheck;
using SmartCityPia.Analysis.City;
using Xunit;

namespace SmartCityPia.UnitTests.Analysis.City;

public class CityFileTests
{
    private static CityModel Load(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return CityModel.Build(CityFile.Read(stream));
    }

    /// <summary>A sound city in which single quotes stand for double ones, with one part replaced.</summary>
    private static string Sound(string part = "", string by = "") => """
        { 'organisations':[{'id':'o1'},{'id':'o2','name':'Two'}],
          'datasets':[{'id':'s1','holder':'o1','fields':[{'type':'a','domain':'d'},{'type':'b'}],'controls':['c1']},{'id':'s2','public':true,'fields':[{'type':'b'}]}],
          'flows':[{'id':'f1','from':'s1','to':'o2','fields':['a']},{'id':'f2','from':'f1','to':'o1'}],
          'rules':[{'id':'r1','premises':['a','b'],'conclusion':'q','confidence':0.5,'low':0.4,'high':0.6}],
          'keys':[{'type':'a','strength':0.9,'sameDomain':true}],
          'controls':[{'id':'c1','scope':'holder','effects':[{'remove':'z'},{'rule':'r1','factor':0.5},{'domain':['a','e']}]}],
          'coalitions':[['o1','o2']] }
        """.Replace(part.Length == 0 ? "\u0001" : part, by, StringComparison.Ordinal).Replace('\'', '"');

    [Fact]
    public void Read_SoundCity_IsRead()
    {
        var city = Load(Sound()).Input;

        Assert.Equal("Two", city.Organisations[1].Name);
        Assert.True(city.Datasets[1].IsPublic);
        Assert.Equal(CityControlScope.Holder, city.Controls[0].Scope);
        Assert.Equal(new CityEffect.SetDomain("a", "e"), city.Controls[0].Effects[2]);
        Assert.Equal([0.5, 0.4, 0.6], [city.Rules[0].Confidence, city.Rules[0].Low!.Value, city.Rules[0].High!.Value]);
    }

    [Theory]
    [InlineData("{'id':'o2','name':'Two'}", "{'id':'o1'}", "$.organisations[1].id", "o1")]
    [InlineData("{'id':'s2'", "{'id':'s1'", "$.datasets[1].id", "s1")]
    [InlineData("{'id':'f2'", "{'id':'f1'", "$.flows[1].id", "f1")]
    [InlineData("{'id':'f2'", "{'id':'s2'", "$.flows[1].id", "s2")]
    [InlineData("'holder':'o1'", "'holder':'o9'", "$.datasets[0].holder", "o9")]
    [InlineData("'holder':'o1'", "'holder':'o1','public':true", "$.datasets[0].holder", "s1")]
    [InlineData("'holder':'o1',", "", "$.datasets[0]", "s1")]
    [InlineData("{'type':'b'}]", "{'type':'a'}]", "$.datasets[0].fields[1].type", "a")]
    [InlineData("'controls':['c1']", "'controls':['c1','c9']", "$.datasets[0].controls[1]", "c9")]
    [InlineData("'from':'s1'", "'from':'s9'", "$.flows[0].from", "s9")]
    [InlineData("'from':'s1'", "'from':'f2'", "$.flows[0].from", "f1")]
    [InlineData("'from':'s1'", "'from':'f1'", "$.flows[0].from", "f1")]
    [InlineData("'to':'o2'", "'to':'o9'", "$.flows[0].to", "o9")]
    [InlineData("'fields':['a']", "'fields':['a','q']", "$.flows[0].fields[1]", "q")]
    [InlineData("'to':'o1'}", "'to':'o1','fields':['b']}", "$.flows[1].fields[0]", "b")]
    [InlineData("'premises':['a','b']", "'premises':[]", "$.rules[0].premises", "r1")]
    [InlineData("'confidence':0.5", "'confidence':1.5", "$.rules[0].confidence", "1.5")]
    [InlineData("'confidence':0.5", "'confidence':-0.5", "$.rules[0].confidence", "r1")]
    [InlineData("'low':0.4", "'low':0.55", "$.rules[0].low", "r1")]
    [InlineData("'strength':0.9", "'strength':9", "$.keys[0].strength", "9")]
    [InlineData("'strength':0.9", "'strength':1e999", "$.keys[0].strength", "a")]
    [InlineData("'strength':0.9", "'strength':'0.9'", "$.keys[0].strength", "number")]
    [InlineData("'scope':'holder'", "'scope':'house'", "$.controls[0].scope", "house")]
    [InlineData("'rule':'r1'", "'rule':'r9'", "$.controls[0].effects[1].rule", "r9")]
    [InlineData("'factor':0.5", "'factor':2", "$.controls[0].effects[1].factor", "2")]
    [InlineData("{'remove':'z'}", "{'erase':'z'}", "$.controls[0].effects[0]", "remove")]
    [InlineData("['a','e']", "['a']", "$.controls[0].effects[2].domain", "pair")]
    [InlineData("[['o1','o2']]", "[['o1','o9']]", "$.coalitions[0][1]", "o9")]
    [InlineData("[['o1','o2']]", "[[]]", "$.coalitions[0]", "member")]
    [InlineData("'organisations'", "'organizations'", "$", "organisations")]
    [InlineData("'flows':[", "'flows':{},'x':[", "$.flows", "list")]
    [InlineData("'coalitions'", "coalitions", "$", "JSON")]
    public void Read_BadCity_NamesThePlaceAndTheId(string part, string by, string path, string mentions)
    {
        var error = Assert.Throws<CityFormatException>(() => Load(Sound(part, by)));

        Assert.Equal(path, error.Path);
        Assert.Contains(mentions, error.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    /// <summary>A sound city in which everything that can be stated is.</summary>
    private static string Qualified(string part = "", string by = "") => """
        { 'organisations':[{'id':'o1'},{'id':'o2'}],
          'classes':{'code':['card'],'event':['tap','pass']},
          'datasets':[{'id':'s1','holder':'o1','days':30,'events':60,'access':'query','reach':0.5,'controls':['c1'],
            'fields':[{'type':'card','days':90,'form':'keyed','group':1},{'type':'tap','domain':'gates','metres':10,'seconds':1,'covers':['sensitive']}]}],
          'flows':[{'id':'f1','from':'s1','to':'o2','days':365,'events':900,'access':'bulk'}],
          'outside':[{'id':'x1','name':'Photos','fields':[{'type':'pass','domain':'gates'}],'reach':0.1,'days':1,'events':1}],
          'rules':[{'id':'r1','premises':['card',{'type':'event','metres':50,'seconds':60,'group':1,'form':'plain','covers':'sensitive','span':7,'days':1,'events':2,'access':'order'}],
            'conclusion':'faith','confidence':0.5,'effort':'laboratory'}],
          'keys':[{'type':'event','strength':0.7,'low':0.5,'high':0.9,'sameDomain':true,'metres':20,'seconds':2},{'type':'name','strength':0.6,'inferred':true}],
          'controls':[{'id':'c1','effects':[{'set':{'type':'card','days':1,'metres':5,'seconds':5,'group':2,'form':'hashed'}},{'set':{'days':2,'events':3,'access':'order'}},{'domain':['tap','of {holder}']}]}] }
        """.Replace(part.Length == 0 ? "\u0001" : part, by, StringComparison.Ordinal).Replace('\'', '"');

    [Fact]
    public void Read_QualifiedCity_IsRead()
    {
        var model = Load(Qualified());
        var city = model.Input;

        Assert.Equal((30d, 60d, CityAccess.Query, 0.5), (city.Datasets[0].Days, city.Datasets[0].Events, city.Datasets[0].Access, city.Datasets[0].Reach));
        Assert.Equal((365d, 900d, CityAccess.Bulk), (city.Flows[0].Days, city.Flows[0].Events, city.Flows[0].Access));
        Assert.Equal(new CityCondition(50, 60, 1, CityForm.Plain, "sensitive", 7, 1, 2, CityAccess.Order), city.Rules[0].Premises[1].Condition);
        Assert.Equal(new CityCondition(20, 2), city.Keys[0].Condition);
        Assert.True(city.Rules[0].NeedsLaboratory && city.Keys[1].Inferred && city.Keys[1].Condition is null);
        Assert.Equal(["sensitive"], city.Datasets[0].Fields[1].Covers!);
        Assert.Equal(("Photos", 0.1, 1d, 1d), (city.Outside[0].Name, city.Outside[0].Reach, city.Outside[0].Days, city.Outside[0].Events));
        Assert.Equal((1d, 2d, CityForm.Keyed), (model.FieldsOf("s1")[0].Days, model.FieldsOf("s1")[0].Group, model.FieldsOf("s1")[0].Form));
        Assert.Equal(["of o1", "of o1"], new[] { "s1", "f1" }.Select(h => model.FieldsOf(h)[1].Domain));
    }

    [Theory]
    [InlineData("'days':90", "'days':-1", "$.datasets[0].fields[0].days", "-1")]
    [InlineData("'days':90", "'days':'90'", "$.datasets[0].fields[0].days", "number")]
    [InlineData("'group':1}", "'group':0}", "$.datasets[0].fields[0].group", "0")]
    [InlineData("'group':1}", "'group':1.5}", "$.datasets[0].fields[0].group", "1.5")]
    [InlineData("'metres':10", "'metres':-10", "$.datasets[0].fields[1].metres", "tap")]
    [InlineData("'seconds':1,'covers'", "'seconds':-1,'covers'", "$.datasets[0].fields[1].seconds", "tap")]
    [InlineData("['sensitive']", "['']", "$.datasets[0].fields[1].covers[0]", "missing")]
    [InlineData("['sensitive']", "'sensitive'", "$.datasets[0].fields[1].covers", "list")]
    [InlineData("'form':'keyed'", "'form':'salted'", "$.datasets[0].fields[0].form", "salted")]
    [InlineData("'access':'query'", "'access':'open'", "$.datasets[0].access", "open")]
    [InlineData("'events':60", "'events':-60", "$.datasets[0].events", "s1")]
    [InlineData("'reach':0.5", "'reach':1.5", "$.datasets[0].reach", "1.5")]
    [InlineData("'days':365", "'days':-365", "$.flows[0].days", "f1")]
    [InlineData("'access':'bulk'", "'access':'none'", "$.flows[0].access", "none")]
    [InlineData("'reach':0.1", "'reach':-0.1", "$.outside[0].reach", "x1")]
    [InlineData("'id':'x1'", "'id':'s1'", "$.outside[0].id", "s1")]
    [InlineData("'id':'x1'", "'id':'f1'", "$.outside[0].id", "f1")]
    [InlineData("'from':'s1'", "'from':'x1'", "$.flows[0].from", "x1")]
    [InlineData("{'type':'pass','domain':'gates'}", "{'type':'pass'},{'type':'pass'}", "$.outside[0].fields[1].type", "pass")]
    [InlineData("'metres':50", "'meters':50", "$.rules[0].premises[1].meters", "meters")]
    [InlineData("'metres':50", "'metres':-50", "$.rules[0].premises[1].metres", "-50")]
    [InlineData("'group':1,'form'", "'group':0.5,'form'", "$.rules[0].premises[1].group", "0.5")]
    [InlineData("'span':7", "'span':-7", "$.rules[0].premises[1].span", "-7")]
    [InlineData("'form':'plain'", "'form':'clear'", "$.rules[0].premises[1].form", "clear")]
    [InlineData("'covers':'sensitive','span'", "'covers':['sensitive'],'span'", "$.rules[0].premises[1].covers", "text")]
    [InlineData("'access':'order'}],", "'access':'warrant'}],", "$.rules[0].premises[1].access", "warrant")]
    [InlineData("['card',{", "['card',{'type':'card'},{'type':'card','group':1,'form':'plain','span':0},{", "$.rules[0].premises[2]", "twice")]
    [InlineData("['card',{", "['event',{", "$.rules[0].premises[0]", "event")]
    [InlineData("['card',{", "['card',7,{", "$.rules[0].premises[1]", "condition")]
    [InlineData("'conclusion':'faith'", "'conclusion':'event'", "$.rules[0].conclusion", "event")]
    [InlineData("'effort':'laboratory'", "'effort':'hard'", "$.rules[0].effort", "hard")]
    [InlineData("'code':['card'],'event':['tap','pass']", "'code':['card']", "$.rules[0].premises[1].type", "event")]
    [InlineData("'code':['card']", "'code':['card','event']", "$.classes.code[1]", "event")]
    [InlineData("'code':['card']", "'code':'card'", "$.classes.code", "list")]
    [InlineData("'code':['card']", "'card':['tap']", "$.datasets[0].fields[0].type", "card")]
    [InlineData("'low':0.5", "'low':0.8", "$.keys[0].low", "event")]
    [InlineData("'high':0.9", "'high':0.6", "$.keys[0].high", "event")]
    [InlineData("'sameDomain':true,", "", "$.keys[0].sameDomain", "event")]
    [InlineData("'seconds':2}", "'seconds':-2}", "$.keys[0].seconds", "-2")]
    [InlineData("'inferred':true", "'inferred':true,'sameDomain':true", "$.keys[1].inferred", "name")]
    [InlineData("'inferred':true", "'inferred':true,'events':2", "$.keys[1].inferred", "name")]
    [InlineData("{'type':'name'", "{'type':'code'", "$.keys[1].inferred", "code")]
    [InlineData("'set':{'type':'card','days':1", "'set':{'type':'card','events':1", "$.controls[0].effects[0].set.events", "events")]
    [InlineData("'set':{'days':2", "'set':{'metres':2", "$.controls[0].effects[1].set.metres", "metres")]
    [InlineData("'group':2", "'group':0", "$.controls[0].effects[0].set.group", "0")]
    [InlineData("'form':'hashed'", "'form':'hash'", "$.controls[0].effects[0].set.form", "hash")]
    [InlineData("'events':3", "'events':-3", "$.controls[0].effects[1].set.events", "-3")]
    [InlineData("['tap','of {holder}']", "['event','of {holder}']", "$.controls[0].effects[2].domain[0]", "event")]
    public void Read_BadlyQualifiedCity_NamesThePlaceAndTheId(string part, string by, string path, string mentions)
    {
        Assert.Contains(part, Qualified().Replace('"', '\''), StringComparison.Ordinal);

        var error = Assert.Throws<CityFormatException>(() => Load(Qualified(part, by)));

        Assert.Equal(path, error.Path);
        Assert.Contains(mentions, error.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Merge_FileWithoutRules_TakesTheCatalogues()
    {
        var catalogue = new CityInput
        {
            Organisations = [],
            Datasets = [],
            Rules = [new("r", ["a"], "b", 0.5)],
            Keys = [new("a", 0.5)],
            Controls = [new("c", [])],
            Classes = new Dictionary<string, IReadOnlyList<string>> { ["code"] = ["a"] },
            Outside = [new("web", [new("a")])],
        };
        var file = new CityInput
        {
            Organisations = [new("o")],
            Datasets = [new("s", "o", [new("a")], ["c"])],
            Controls = [new("mine", [])],
            Outside = [new("photos", [new("a")])],
        };

        var merged = CityCatalogue.Merge(file, catalogue);
        CityModel.Build(merged);

        Assert.Equal((1, 1, 1), (merged.Rules.Count, merged.Keys.Count, merged.Classes.Count));
        Assert.Equal(["c", "mine"], merged.Controls.Select(c => c.Id));
        Assert.Equal(["web", "photos"], merged.Outside.Select(o => o.Id));
        Assert.Equal("$.rules", Refused(file with { Rules = catalogue.Rules }));
        Assert.Equal("$.keys", Refused(file with { Keys = catalogue.Keys }));
        Assert.Equal("$.classes", Refused(file with { Classes = catalogue.Classes }));
        Assert.Equal("$.controls[0].id", Refused(file with { Controls = catalogue.Controls }));
        Assert.Equal("$.outside[0].id", Refused(file with { Outside = catalogue.Outside }));
        Assert.Equal("$.datasets[0].id", Refused(file with { Datasets = [new("web", "o", [])] }));

        string Refused(CityInput bad) => Assert.Throws<CityFormatException>(() => CityCatalogue.Merge(bad, catalogue)).Path;
    }

    [Fact]
    public void Write_RandomCities_ReadBackEqual() => RandomCity.Any.Sample(
        city =>
        {
            using var once = new MemoryStream();
            CityFile.Write(once, city);
            once.Position = 0;
            var back = CityFile.Read(once);
            Assert.Equivalent(city, back, strict: true);
        },
        iter: 300);
}
