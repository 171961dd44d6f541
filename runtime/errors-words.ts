/** An error in the words of a dialect, ready for its body. */
export interface ErrorWords {
  message: string;
  type?: string;
  code?: string;
  param?: string;
  status: number;
  request_id?: string;
}
