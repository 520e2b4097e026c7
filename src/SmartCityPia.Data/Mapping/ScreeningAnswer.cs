using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Data.Mapping;

internal sealed class ScreeningAnswerMapping : AssessmentRowMapping<ScreeningAnswer>
{
    public override void Configure(EntityTypeBuilder<ScreeningAnswer> builder)
    {
        base.Configure(builder);
        builder.HasIndex(a => new { a.OwnerId, a.QuestionId }).IsUnique().HasDatabaseName(ScreeningAnswer.QuestionIsUnique);
    }
}
