import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { z } from 'zod';
import { ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import { By, Seen, type SignedIn } from '../../../libs/http/reader.js';
import { id } from '../asking/referrals.dto.js';
import { SHARE_FIELD_CODES } from './share.rules.js';
import { ShareTemplates } from './share-templates.js';

/** Which fields a service is proposed to get; null to let the need decide. */
export const templateInput = z.strictObject({ fields: z.array(z.enum(SHARE_FIELD_CODES)).nullable() }).meta({ id: 'ShareTemplateInput' });
type TemplateInput = z.output<typeof templateInput>;

/** What a service usually gets to know of a household, as JSON. */
@ApiTags('offers')
@Controller('api/services/:id/share-template')
export class ShareTemplatesController {
  constructor(private readonly templates: ShareTemplates) {}

  @ApiOperation({ summary: 'Which fields of a file a service is proposed to get', description: '`fields` is null, and the version 0, while nobody said: then the need decides.' })
  @Get()
  read(@By() by: SignedIn, @Param('id', { schema: id }) service: string) {
    return this.templates.read(by, service);
  }

  @ApiOperation({ summary: 'Says which fields a service is proposed to get', description: 'What is sensitive is proposed only for needs that ask for it, whatever is said here.' })
  @Put()
  keep(@By() by: SignedIn, @Param('id', { schema: id }) service: string, @Body({ schema: templateInput }) { fields }: TemplateInput, @Seen() seen: number) {
    return this.templates.keep(by, service, fields, seen);
  }
}
